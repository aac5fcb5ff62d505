package io.github.cloudflarepcaps;

import static io.github.cloudflarepcaps.Failing.failsWith;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A failure of the bucket names the step, the capture and the part, and leaves nothing behind. */
class CollectFailuresTest {
  private static final String COLLECT = "collect of capture " + Given.ID + ": ";
  private static final String ONE = "edge/pcap_" + Given.ID + ".pcap";
  private static final String TWO = "edge/pcap_" + Given.ID + "_2.pcap";
  private static final IOException RESET = new IOException("connection reset");

  @AutoClose private final Wire wire = Wire.open();
  private final MemoryBucket bucket = new MemoryBucket();
  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void start() throws IOException {
    wire.enqueue(200, Given.fullPcap("success", "gs://bucket-test/edge"));
    bucket.put(ONE, CaptureBytes.packetsAt(1, 4)).put(TWO, CaptureBytes.packetsAt(2, 3));
    file = Files.writeString(directory.resolve("full.pcap"), "old");
  }

  @AfterEach
  void nothingIsLeftBehind() throws IOException {
    try (var files = Files.list(directory)) {
      assertThat(files).containsExactly(file);
    }
  }

  // A stream that breaks.

  @Test
  void brokenStreamIsFetchedAgain() throws IOException {
    bucket.opening(ONE, MemoryBucket.breakingAfter(30, RESET));
    wire.pcaps().collect(Given.ID, bucket, file);
    assertThat(CaptureBytes.secondsIn(file)).containsExactly(1L, 2L, 3L, 4L);
    assertThat(bucket.opened()).containsExactlyInAnyOrder(ONE, ONE, TWO);
  }

  @Test
  void streamThatBreaksTwiceFails() {
    IOException second = new IOException("connection reset again");
    bucket.opening(ONE, MemoryBucket.breakingAfter(30, RESET));
    bucket.opening(ONE, MemoryBucket.breakingAfter(50, second));
    BucketException e = collectFails();
    assertThat(e)
        .hasMessage(COLLECT + "the part " + ONE + " could not be read in two attempts")
        .hasCause(second);
    assertThat(e.part()).isEqualTo(ONE);
    assertThat(e.pcapId()).isEqualTo(Given.ID);
    assertThat(file).hasContent("old");
  }

  @Test
  void streamThatThrowsAnUncheckedExceptionIsFetchedAgain() throws IOException {
    bucket.opening(TWO, content -> failingStream(new IllegalStateException("checksum")));
    wire.pcaps().collect(Given.ID, bucket, file);
    assertThat(CaptureBytes.secondsIn(file)).hasSize(4);
  }

  @Test
  void streamThatFailsToCloseIsFetchedAgain() throws IOException {
    bucket.opening(TWO, CollectFailuresTest::failingClose);
    wire.pcaps().collect(Given.ID, bucket, file);
    assertThat(bucket.opened()).containsExactlyInAnyOrder(ONE, TWO, TWO);
  }

  @Test
  void partOfTheWrongSizeIsFetchedAgain() throws IOException {
    bucket.sized().opening(TWO, MemoryBucket.endingAfter(24));
    wire.pcaps().collect(Given.ID, bucket, file);
    assertThat(CaptureBytes.secondsIn(file)).hasSize(4);
  }

  @Test
  void partOfTheWrongSizeTwiceFails() {
    bucket.sized();
    bucket.opening(TWO, MemoryBucket.endingAfter(24)).opening(TWO, MemoryBucket.endingAfter(44));
    BucketException e = collectFails();
    assertThat(e.part()).isEqualTo(TWO);
    assertThat(e).hasRootCauseMessage("received 44 bytes, but its size is 64");
  }

  // A reader that fails.

  @Test
  void exceptionOfOpenIsTheCause() {
    IOException denied = new IOException("access denied");
    bucket.opening(TWO, content -> failing(denied));
    BucketException e = collectFails();
    assertThat(e)
        .hasMessage(COLLECT + "the reader threw IOException for open(\"" + TWO + "\")")
        .hasCause(denied);
    assertThat(e.part()).isEqualTo(TWO);
  }

  @Test
  void exceptionOfListIsTheCause() {
    IOException denied = new IOException("access denied");
    BucketException e = collectFails(listing(prefix -> failing(denied)));
    assertThat(e)
        .hasMessage(COLLECT + "the reader threw IOException for list(\"edge/\")")
        .hasCause(denied);
    assertThat(e.part()).isNull();
  }

  @Test
  void exceptionOfSizeIsTheCause() {
    IOException denied = new IOException("access denied");
    BucketReader unsized =
        new BucketReader() {
          @Override
          public List<String> list(String prefix) {
            return bucket.list(prefix);
          }

          @Override
          public InputStream open(String name) throws Exception {
            return bucket.open(name);
          }

          @Override
          public long size(String name) throws Exception {
            throw denied;
          }
        };
    assertThat(collectFails(unsized)).hasCause(denied);
  }

  @Test
  void errorOfTheReaderPropagatesUnchanged() {
    AssertionError error = new AssertionError("in the reader");
    bucket.opening(
        ONE,
        content -> {
          throw error;
        });
    assertThat(failsWith(AssertionError.class, () -> wire.pcaps().collect(Given.ID, bucket, file)))
        .isSameAs(error);
  }

  @Test
  void nullStreamIsABucketException() {
    bucket.opening(TWO, content -> null);
    assertThat(collectFails())
        .hasMessage(COLLECT + "the reader returned null for open(\"" + TWO + "\")");
  }

  @Test
  void nullListIsABucketException() {
    assertThat(collectFails(listing(prefix -> null)))
        .hasMessage(COLLECT + "the reader returned null for list(\"edge/\")");
  }

  @Test
  void nullNameIsABucketException() {
    assertThat(collectFails(listing(prefix -> Arrays.asList(ONE, null))))
        .hasMessage(COLLECT + "the reader returned a name that is null for list(\"edge/\")");
  }

  // A bucket without the parts.

  @Test
  void missingPartIsReportedWithTheListedNames() {
    BucketException e = collectFails(listing(prefix -> List.of("edge/a.pcap", "edge/b.txt")));
    assertThat(e)
        .hasMessage(
            COLLECT
                + "the bucket gs://bucket-test/edge holds no part of the capture: list(\"edge/\")"
                + " returned 2 names (edge/a.pcap, edge/b.txt); a part has the capture's id in its"
                + " last segment and ends in .pcap or .pcapng, or either with .gz");
    assertThat(e.part()).isNull();
  }

  @Test
  void emptyBucketIsReported() {
    assertThat(collectFails(listing(prefix -> List.of())))
        .hasMessageContaining("list(\"edge/\") returned nothing;");
  }

  // An unusable part.

  @Test
  void truncatedPartFailsAndIsNamed() {
    bucket.put(TWO, Arrays.copyOf(CaptureBytes.packetsAt(2, 3), 60));
    BucketException e = collectFails();
    assertThat(e).hasMessageStartingWith(COLLECT + "the part " + TWO + " is truncated");
    assertThat(e.part()).isEqualTo(TWO);
    assertThat(e.pcapId()).isEqualTo(Given.ID);
  }

  @Test
  void partThatIsNotACaptureFailsAndIsNamed() {
    bucket.put(TWO, "<Error>NoSuchKey</Error>".getBytes(UTF_8));
    BucketException e = collectFails();
    assertThat(e).hasMessageStartingWith(COLLECT + "the part " + TWO + " is not a capture: it ");
    assertThat(e.getMessage()).doesNotContain(directory.toString());
    assertThat(e.part()).isEqualTo(TWO);
  }

  // The local file.

  @Test
  void unwritableFileFailsBeforeAnythingIsSent() {
    Path nowhere = directory.resolve("missing").resolve("full.pcap");
    assertThat(
            failsWith(
                UncheckedIOException.class, () -> wire.pcaps().collect(Given.ID, bucket, nowhere)))
        .hasMessageStartingWith("cannot write " + nowhere + ": its directory does not exist");
    assertThat(wire.requests()).isZero();
  }

  private BucketException collectFails() {
    return collectFails(bucket);
  }

  private BucketException collectFails(BucketReader reader) {
    return failsWith(BucketException.class, () -> wire.pcaps().collect(Given.ID, reader, file));
  }

  private interface Listing {
    List<String> list(String prefix) throws Exception;
  }

  private static BucketReader listing(Listing listing) {
    return new BucketReader() {
      @Override
      public List<String> list(String prefix) throws Exception {
        return listing.list(prefix);
      }

      @Override
      public InputStream open(String name) {
        throw new AssertionError("unexpected open: " + name);
      }
    };
  }

  private static <T> T failing(Exception thrown) throws Exception {
    throw thrown;
  }

  private static InputStream failingStream(RuntimeException thrown) {
    return new InputStream() {
      @Override
      public int read() {
        throw thrown;
      }
    };
  }

  private static InputStream failingClose(byte[] content) {
    return new java.io.ByteArrayInputStream(content) {
      @Override
      public void close() throws IOException {
        throw RESET;
      }
    };
  }
}
