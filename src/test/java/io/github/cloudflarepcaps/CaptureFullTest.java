package io.github.cloudflarepcaps;

import static io.github.cloudflarepcaps.Failing.failsWith;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudflarepcaps.model.Destination;
import io.github.cloudflarepcaps.model.FullPcapRequest;
import io.github.cloudflarepcaps.model.PcapStatus;
import io.github.cloudflarepcaps.pcapfile.PcapFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One call creates a full capture, awaits it and collects its parts; a failure names its step. */
class CaptureFullTest {
  private static final Destination DESTINATION = Destination.gcs("bucket-test/edge");
  private static final FullPcapRequest REQUEST =
      FullPcapRequest.of("ORD", DESTINATION, Duration.ofMinutes(5));
  private static final String STEP = "capture " + Given.ID + ", step ";

  private final TestTime time = TestTime.start();
  @AutoClose private final Wire wire = Wire.at(time, b -> b.retryPolicy(RetryPolicy.none()));
  private final MemoryBucket bucket = new MemoryBucket();
  @TempDir private Path directory;

  @Test
  void captureIsCreatedAwaitedAndCollected() throws IOException {
    pcapIs("pending").pcapIs("running").pcapIs("success");
    part("", 2).part("_2", 1);
    List<PcapStatus> states = new ArrayList<>();
    PcapFile captured =
        wire.pcaps()
            .capture(
                REQUEST,
                bucket,
                file(),
                WaitOptions.upTo(Duration.ofMinutes(10)),
                pcap -> states.add(pcap.status()),
                (soFar, total) -> {});
    assertThat(captured.path()).isEqualTo(file());
    assertThat(CaptureBytes.secondsIn(file())).containsExactly(1L, 2L);
    assertThat(states).containsExactly(PcapStatus.RUNNING, PcapStatus.SUCCESS);
    wire.sent().is("POST", Wire.ACCOUNT_PATH + "/pcaps");
    wire.sent().is("GET", Wire.ACCOUNT_PATH + "/pcaps/" + Given.ID);
  }

  @Test
  void bucketOfTheRequestIsReadIfTheResponseNamesNone() {
    wire.enqueue(200, Given.fullPcap("pending", "")).enqueue(200, Given.fullPcap("success", ""));
    part("", 1);
    capture();
    assertThat(bucket.prefixes()).containsExactly("edge/");
  }

  @Test
  void captureIsAwaitedForItsTimeLimitAndFifteenMinutes() {
    pcapIs(150, "running");
    assertThat(captureFailsWith(WaitTimeoutException.class))
        .hasMessageStartingWith(
            STEP + "2 of 3, await: capture " + Given.ID + " did not finish within 1200 s");
    assertThat(bucket.prefixes()).isEmpty();
  }

  @Test
  void rejectedCreateNamesItsStep() {
    wire.enqueue(409, Fixture.refusal(1000, "another capture is running"));
    assertThat(captureFailsWith(ApiException.class))
        .hasMessageStartingWith("step 1 of 3, create: POST /accounts/");
  }

  @Test
  void rateLimitOfTheCreateIsAwaited() {
    wire.enqueue(429, Fixture.refusal(1000, "slow down"));
    pcapIs("pending").pcapIs("success");
    part("", 1);
    capture();
    assertThat(time.pauses()).containsExactly(Duration.ofMinutes(1));
  }

  @Test
  void failedCaptureNamesItsStep() {
    wire.enqueue(200, Given.fullPcap("pending", "")).enqueue("full-failed");
    assertThat(captureFailsWith(PcapFailedException.class))
        .hasMessageStartingWith(
            STEP + "2 of 3, await: capture " + Given.ID + " failed: No packets");
  }

  @Test
  void failedCollectNamesItsStepAndKeepsTheId() {
    pcapIs("pending").pcapIs("success");
    BucketException e = captureFailsWith(BucketException.class);
    assertThat(e)
        .hasMessageStartingWith(STEP + "3 of 3, collect: the bucket gs://bucket-test/edge");
    assertThat(e.pcapId()).isEqualTo(Given.ID);
  }

  @Test
  void keysOfTheDestinationAreRedactedInTheReadersException() {
    Destination r2 = Destination.r2("bucket-test/edge", "a1", "k1-example", "s1-example");
    pcapIs("pending").pcapIs("success");
    part("", 1);
    bucket.opening(
        "edge/pcap_" + Given.ID + ".pcap",
        content -> {
          throw new IOException("denied to k1-example with s1-example");
        });
    BucketException e =
        failsWith(
            BucketException.class,
            () ->
                wire.pcaps()
                    .capture(FullPcapRequest.of("ORD", r2, Duration.ofMinutes(1)), bucket, file()));
    assertThat(e).hasMessageEndingWith("for open(\"edge/pcap_" + Given.ID + ".pcap\")");
    assertThat(e.getCause()).hasMessage("java.io.IOException: denied to *** with ***");
  }

  private Path file() {
    return directory.resolve("full.pcap");
  }

  private PcapFile capture() {
    return wire.pcaps().capture(REQUEST, bucket, file());
  }

  private <E extends CloudflareException> E captureFailsWith(Class<E> type) {
    E e = failsWith(type, this::capture);
    assertThat(directory).isEmptyDirectory();
    return e;
  }

  private CaptureFullTest part(String suffix, int second) {
    bucket.put("edge/pcap_" + Given.ID + suffix + ".pcap", CaptureBytes.packetsAt(second));
    return this;
  }

  private CaptureFullTest pcapIs(String status) {
    wire.enqueue(200, Given.fullPcap(status, DESTINATION.uri()));
    return this;
  }

  private void pcapIs(int times, String status) {
    for (int i = 0; i < times; i++) {
      pcapIs(status);
    }
  }
}
