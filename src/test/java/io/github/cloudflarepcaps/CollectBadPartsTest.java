package io.github.cloudflarepcaps;

import static io.github.cloudflarepcaps.Failing.failsWith;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudflarepcaps.pcapfile.PcapFile;
import io.github.cloudflarepcaps.pcapfile.PcapMerger.BadPart;
import io.github.cloudflarepcaps.pcapfile.PcapMerger.BadPart.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A tolerant collect keeps each packet that can be read, and reports each bad part once. */
@Timeout(30)
class CollectBadPartsTest {
  private static final String ONE = "edge/pcap_" + Given.ID + ".pcap";
  private static final String TWO = "edge/pcap_" + Given.ID + "_2.pcap";
  private static final byte[] TRUNCATED = Arrays.copyOf(CaptureBytes.packetsAt(2, 3), 60);
  private static final byte[] NOT_A_CAPTURE_FILE = "<Error>NoSuchKey</Error>".getBytes(UTF_8);

  @AutoClose private final Wire wire = Wire.open();
  private final MemoryBucket bucket = new MemoryBucket().put(ONE, CaptureBytes.packetsAt(1, 4));
  private final List<BadPart> badParts = new ArrayList<>();
  @TempDir private Path directory;

  @Test
  void truncatedPartIsReportedAndItsCompletePacketsAreKept() throws IOException {
    bucket.put(TWO, TRUNCATED);
    collect(badParts::add);
    assertThat(CaptureBytes.secondsIn(file())).containsExactly(1L, 2L, 4L);
    assertThat(badParts).hasSize(1);
    BadPart bad = badParts.get(0);
    assertThat(bad.part()).isEqualTo(TWO);
    assertThat(bad.reason()).isEqualTo(Reason.TRUNCATED);
    assertThat(bad.packets()).isEqualTo(1);
    assertThat(bad.message()).contains(TWO).doesNotContain(directory.toString());
  }

  @Test
  void partThatIsNotACaptureIsReportedAndOmitted() throws IOException {
    bucket.put(TWO, NOT_A_CAPTURE_FILE);
    collect(badParts::add);
    assertThat(CaptureBytes.secondsIn(file())).containsExactly(1L, 4L);
    assertThat(badParts).extracting(BadPart::part).containsExactly(TWO);
    assertThat(badParts).extracting(BadPart::reason).containsExactly(Reason.NOT_A_CAPTURE);
  }

  @Test
  void captureWithoutAReadablePartFails() {
    bucket.put(ONE, NOT_A_CAPTURE_FILE).put(TWO, NOT_A_CAPTURE_FILE);
    BucketException e = failsWith(BucketException.class, () -> collect(badParts::add));
    assertThat(e)
        .hasMessageStartingWith(
            "collect of capture " + Given.ID + ": the parts cannot be merged: ");
    assertThat(e.getMessage()).doesNotContain(directory.toString());
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void exceptionOfOnBadPartEndsTheCollectUnchanged() {
    bucket.put(TWO, TRUNCATED);
    RuntimeException thrown = new IllegalStateException("enough");
    Consumer<BadPart> throwing =
        bad -> {
          throw thrown;
        };
    assertThat(failsWith(RuntimeException.class, () -> collect(throwing))).isSameAs(thrown);
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void interruptDuringTheMergeLeavesNothingBehind() {
    bucket.put(TWO, TRUNCATED);
    Thread caller = Thread.currentThread();
    CallInterruptedException e =
        failsWith(
            CallInterruptedException.class,
            () ->
                collect(
                    bad -> {
                      caller.interrupt();
                      awaitInterrupt();
                    }));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(e.pcapId()).isEqualTo(Given.ID);
    assertThat(directory).isEmptyDirectory();
  }

  /** Returns when the merging thread is interrupted, with its flag set. */
  private static void awaitInterrupt() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Path file() {
    return directory.resolve("full.pcap");
  }

  private PcapFile collect(Consumer<BadPart> onBadPart) {
    wire.enqueue(200, Given.fullPcap("success", "gs://bucket-test/edge"));
    return wire.pcaps().collect(Given.ID, bucket, file(), onBadPart, (soFar, total) -> {});
  }
}
