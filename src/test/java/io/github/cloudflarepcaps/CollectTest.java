package io.github.cloudflarepcaps;

import static io.github.cloudflarepcaps.Failing.failsWith;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudflarepcaps.pcapfile.GzipBytes;
import io.github.cloudflarepcaps.pcapfile.PcapFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Collect merges all parts of a finished full capture into one file. */
class CollectTest {
  private static final String PART = "edge/pcap_" + Given.ID;

  @AutoClose private final Wire wire = Wire.open();
  private final MemoryBucket bucket = new MemoryBucket();
  @TempDir private Path directory;

  @Test
  void partsAreMergedByTime() throws IOException {
    bucket.put(PART + ".pcap", CaptureBytes.packetsAt(1, 4));
    bucket.put(PART + "_2.pcap", CaptureBytes.packetsAt(2, 3, 5));
    PcapFile collected = collect();
    assertThat(CaptureBytes.secondsIn(file())).containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(collected.path()).isEqualTo(file());
    assertThat(collected.packets()).isEqualTo(5);
    assertThat(directory).isDirectoryContaining("glob:**/full.pcap");
    wire.sent().is("GET", Wire.ACCOUNT_PATH + "/pcaps/" + Given.ID);
    assertThat(wire.requests()).isEqualTo(1);
  }

  @Test
  void compressedPartIsDecompressed() throws IOException {
    bucket.put(PART + ".pcap", CaptureBytes.packetsAt(1, 4));
    bucket.put(PART + "_2.pcap.gz", GzipBytes.gzip(CaptureBytes.packetsAt(2, 3)));
    collect();
    assertThat(CaptureBytes.secondsIn(file())).containsExactly(1L, 2L, 3L, 4L);
    assertThat(directory).isDirectoryNotContaining(each -> !each.equals(file()));
  }

  @Test
  void readerRunsWithoutAContextClassLoader() {
    bucket.put(PART + ".pcap", CaptureBytes.packetsAt(1));
    List<Optional<ClassLoader>> loaders = new CopyOnWriteArrayList<>();
    BucketReader noting =
        new BucketReader() {
          @Override
          public List<String> list(String prefix) {
            loaders.add(Optional.ofNullable(Thread.currentThread().getContextClassLoader()));
            return bucket.list(prefix);
          }

          @Override
          public InputStream open(String name) throws Exception {
            loaders.add(Optional.ofNullable(Thread.currentThread().getContextClassLoader()));
            return bucket.open(name);
          }
        };
    done("gs://bucket-test/edge");
    wire.pcaps().collect(Given.ID, noting, file());
    assertThat(loaders).hasSize(2).allMatch(Optional::isEmpty);
  }

  @ParameterizedTest
  @ValueSource(strings = {".pcap", ".pcapng", ".pcap.gz", ".pcapng.gz"})
  void contentDecidesTheFormat(String ending) {
    bucket.put(PART + ending, CaptureBytes.packetsAt(1));
    assertThat(collect().packets()).isEqualTo(1);
  }

  @Test
  void onlyKeysWithTheIdInTheirLastSegmentAreCollected() {
    bucket.put(PART + ".pcap", CaptureBytes.packetsAt(1));
    bucket.put("edge/deeper/" + Given.ID + "-2.pcap", CaptureBytes.packetsAt(2));
    for (String other :
        List.of(
            "edge/pcap_another.pcap",
            "edge/" + Given.ID + "/machine.pcap",
            PART + ".txt",
            PART + ".pcap.tmp",
            PART + ".pcap/",
            "other/pcap_" + Given.ID + ".pcap")) {
      bucket.put(other, "not a capture".getBytes(UTF_8));
    }
    assertThat(collect().packets()).isEqualTo(2);
    assertThat(bucket.opened())
        .containsExactlyInAnyOrder(PART + ".pcap", "edge/deeper/" + Given.ID + "-2.pcap");
  }

  @Test
  void keyThatIsListedTwiceIsCollectedOnce() {
    bucket.put(PART + ".pcap", CaptureBytes.packetsAt(1, 2));
    BucketReader twice =
        new BucketReader() {
          @Override
          public List<String> list(String prefix) {
            List<String> names = new ArrayList<>(bucket.list(prefix));
            names.addAll(List.copyOf(names));
            return names;
          }

          @Override
          public InputStream open(String name) throws Exception {
            return bucket.open(name);
          }
        };
    done("gs://bucket-test/edge");
    assertThat(wire.pcaps().collect(Given.ID, twice, file()).packets()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "gs://bucket-test, ''",
    "gs://bucket-test/, ''",
    "gs://bucket-test/edge, edge/",
    "gs://bucket-test/edge/, edge/",
    "s3://bucket-test/edge/ord?region=us-east-1, edge/ord/",
    "s3://bucket-test/my%20captures?region=us-east-1, my captures/",
    "gs://bucket-test/a+b, a+b/",
    "gs://bucket-test/100%, 100%/",
    "gs://bucket-test/edge/{DATE}, edge/",
    "gs://bucket-test/edge/of-{DATE}/ord, edge/",
    "gs://bucket-test/{DATE}, ''"
  })
  void directoryOfTheDestinationIsListed(String destination, String prefix) {
    bucket.put(prefix + "pcap_" + Given.ID + ".pcap", CaptureBytes.packetsAt(1));
    done(destination);
    wire.pcaps().collect(Given.ID, bucket, file());
    assertThat(bucket.prefixes()).containsExactly(prefix);
  }

  @Test
  void existingFileIsReplaced() throws IOException {
    Files.writeString(file(), "old");
    bucket.put(PART + ".pcap", CaptureBytes.packetsAt(7));
    collect();
    assertThat(CaptureBytes.secondsIn(file())).containsExactly(7L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pending", "running", "conversion_running", "unknown"})
  void unfinishedCaptureIsAnIllegalState(String status) {
    wire.enqueue(200, Given.fullPcap(status, ""));
    assertThat(failsWith(IllegalStateException.class, this::collectAsItIs))
        .hasMessage(
            "capture "
                + Given.ID
                + " is not done ("
                + status.toUpperCase(Locale.ROOT)
                + "): await(..) it first");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void simpleCaptureIsAnIllegalState() {
    wire.enqueue("simple-done");
    assertThat(failsWith(IllegalStateException.class, this::collectAsItIs))
        .hasMessage(
            "capture "
                + Given.ID
                + " is a simple capture, which has no bucket: use downloadTo(..)");
  }

  @Test
  void failedCaptureThrowsWithCloudflaresReason() {
    wire.enqueue("full-failed");
    PcapFailedException e = failsWith(PcapFailedException.class, this::collectAsItIs);
    assertThat(e).hasMessageEndingWith("No packets matched the filter in the time limit given");
    assertThat(e.pcapId()).isEqualTo(Given.ID);
  }

  @Test
  void captureWithoutADestinationIsABucketException() {
    wire.enqueue(200, Given.fullPcap("success", ""));
    BucketException e = failsWith(BucketException.class, this::collectAsItIs);
    assertThat(e)
        .hasMessage(
            "collect of capture "
                + Given.ID
                + ": the capture has no readable destination, so its bucket is unknown");
    assertThat(e.pcapId()).isEqualTo(Given.ID);
    assertThat(e.part()).isNull();
  }

  private Path file() {
    return directory.resolve("full.pcap");
  }

  private PcapFile collect() {
    done("gs://bucket-test/edge");
    return collectAsItIs();
  }

  private PcapFile collectAsItIs() {
    return wire.pcaps().collect(Given.ID, bucket, file());
  }

  private void done(String destination) {
    wire.enqueue(200, Given.fullPcap("success", destination));
  }
}
