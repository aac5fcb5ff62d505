package io.github.cloudflarepcaps;

import static io.github.cloudflarepcaps.Failing.failsWith;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudflarepcaps.model.Pcap;
import io.github.cloudflarepcaps.model.PcapStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A wait for a capture polls, with growing pauses, until the capture is done. */
class AwaitTest {
  private static final WaitOptions LONG = WaitOptions.upTo(Duration.ofMinutes(10));
  private static final String CAPTURE = "capture " + Given.ID;

  private final TestTime time = TestTime.start();
  @AutoClose private final Wire wire = Wire.at(time, b -> b.retryPolicy(RetryPolicy.none()));

  // Final states.

  @ParameterizedTest
  @ValueSource(strings = {"success", "complete"})
  void finishedCaptureIsReturnedAtOnce(String status) {
    pcapIs(status);
    assertThat(await(LONG).status().isSuccessful()).isTrue();
    assertThat(time.pauses()).isEmpty();
    wire.sent().is("GET", Wire.ACCOUNT_PATH + "/pcaps/" + Given.ID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unknown",
        "pending",
        "running",
        "conversion_pending",
        "conversion_running",
        "archived"
      })
  void statusThatIsNotFinalIsWaitedOn(String status) {
    pcapIs(status).pcapIs("success");
    assertThat(await(LONG).status()).isEqualTo(PcapStatus.SUCCESS);
    assertThat(time.pauses()).hasSize(1);
  }

  @Test
  void failedCaptureThrowsWithCloudflaresReason() {
    wire.enqueue("full-failed");
    PcapFailedException e = failsWith(PcapFailedException.class, () -> await(LONG));
    assertThat(e)
        .hasMessage(CAPTURE + " failed: No packets matched the filter in the time limit given");
    assertThat(e.pcap().status()).isEqualTo(PcapStatus.FAILED);
    assertThat(e.pcapId()).isEqualTo(Given.ID);
  }

  @Test
  void failedSimpleCaptureThrowsWithCloudflaresReason() {
    result(Fixture.pcap("'type':'simple','status':'failed','error_message':'out of luck'"));
    assertThat(failsWith(PcapFailedException.class, () -> await(LONG)))
        .hasMessage(CAPTURE + " failed: out of luck");
  }

  @Test
  void failureWithoutAReasonSuggestsTheUsualOne() {
    pcapIs("failed");
    assertThat(failsWith(PcapFailedException.class, () -> await(LONG)))
        .hasMessage(
            CAPTURE
                + " failed: Cloudflare gave no reason; possibly no packet matched the filter within"
                + " the time limit");
  }

  @Test
  void timeoutCarriesTheLastState() {
    pcapIs(5, "running");
    WaitTimeoutException e = failsWith(WaitTimeoutException.class, () -> await(upTo(9)));
    assertThat(e)
        .hasMessage(
            CAPTURE
                + " did not finish within 9 s (last status RUNNING); Cloudflare is still working on"
                + " it");
    assertThat(e.pcap()).isNotNull().extracting(Pcap::status).isEqualTo(PcapStatus.RUNNING);
    assertThat(e.ownership()).isNull();
    assertThat(e.pcapId()).isEqualTo(Given.ID);
    assertThat(time.pauses()).containsExactly(seconds(1, 1.5, 2.25, 3.375, 0.875));
  }

  // Pauses.

  @Test
  void pausesGrowByHalfUpToTheMaximum() {
    pcapIs(8, "running").pcapIs("success");
    await(LONG);
    assertThat(time.pauses())
        .containsExactly(seconds(1, 1.5, 2.25, 3.375, 5.0625, 7.59375, 10, 10));
  }

  @Test
  void pausesAreThoseOfTheOptions() {
    pcapIs(3, "running").pcapIs("success");
    await(LONG.withDelays(Duration.ofSeconds(4), Duration.ofSeconds(7)));
    assertThat(time.pauses()).containsExactly(seconds(4, 6, 7));
  }

  @Test
  void pauseIsAsLongAsRetryAfter() {
    wire.enqueue(new MockResponse.Builder().code(429).setHeader("Retry-After", "45").build());
    pcapIs("success");
    await(LONG);
    assertThat(time.pauses()).containsExactly(seconds(45));
  }

  @Test
  void retryAfterBeyondTheTimeoutEndsTheWaitWithItsReason() {
    wire.enqueue(new MockResponse.Builder().code(429).setHeader("Retry-After", "300").build());
    assertThat(failsWith(WaitTimeoutException.class, () -> await(upTo(60))))
        .hasMessageEndingWith("did not finish within 60 s: no poll succeeded")
        .hasCauseInstanceOf(RateLimitException.class);
    assertThat(wire.requests()).isEqualTo(1);
  }

  @Test
  void lowRateLimitSpreadsThePolls() {
    wire.enqueue(
        new MockResponse.Builder()
            .setHeader("Ratelimit", "\"default\";r=2;t=60")
            .body(Fixture.result(Fixture.pcap("'status':'running'")))
            .build());
    pcapIs("success");
    await(LONG);
    assertThat(time.pauses()).containsExactly(seconds(1, 29));
  }

  // Progress reports.

  @Test
  void eachStateIsReported() {
    pcapIs("pending").pcapIs("running").pcapIs("success");
    List<PcapStatus> reported = new ArrayList<>();
    wire.pcaps().await(Given.ID, LONG, pcap -> reported.add(pcap.status()));
    assertThat(reported)
        .containsExactly(PcapStatus.PENDING, PcapStatus.RUNNING, PcapStatus.SUCCESS);
  }

  @Test
  void failedStateIsReportedToo() {
    pcapIs("failed");
    List<PcapStatus> reported = new ArrayList<>();
    failsWith(
        PcapFailedException.class,
        () -> wire.pcaps().await(Given.ID, LONG, pcap -> reported.add(pcap.status())));
    assertThat(reported).containsExactly(PcapStatus.FAILED);
  }

  @Test
  void exceptionOfOnPollEndsTheWaitUnchanged() {
    pcapIs("pending");
    RuntimeException thrown = new IllegalStateException("enough");
    Consumer<Pcap> onPoll =
        pcap -> {
          throw thrown;
        };
    assertThat(failsWith(RuntimeException.class, () -> wire.pcaps().await(Given.ID, LONG, onPoll)))
        .isSameAs(thrown);
  }

  // Polls that fail.

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 503, 521})
  void onePollWithATransientErrorDoesNotEndTheWait(int status) {
    wire.enqueue(status, "");
    pcapIs("running");
    wire.enqueue(status, "").enqueue(status, "");
    pcapIs("success");
    assertThat(await(LONG).status()).isEqualTo(PcapStatus.SUCCESS);
    assertThat(wire.requests()).isEqualTo(5);
  }

  @Test
  void lostResponseDoesNotEndTheWait() {
    wire.enqueueClose();
    pcapIs("success");
    assertThat(await(LONG).status()).isEqualTo(PcapStatus.SUCCESS);
    assertThat(time.pauses()).containsExactly(seconds(1));
  }

  @Test
  void threeFailedPollsInARowEndTheWait() {
    pcapIs("running");
    wire.enqueue(502, "").enqueue(502, "").enqueue(502, "");
    ApiException e = failsWith(ApiException.class, () -> await(LONG));
    assertThat(e).hasMessageStartingWith("the wait for " + CAPTURE + ": GET /accounts/");
    assertThat(e.statusCode()).isEqualTo(502);
    assertThat(e.pcapId()).isEqualTo(Given.ID);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 526})
  void pollWithAPermanentErrorEndsTheWait(int status) {
    wire.enqueue(status, Fixture.refusal(1000, "no"));
    ApiException e = failsWith(ApiException.class, () -> await(LONG));
    assertThat(e.statusCode()).isEqualTo(status);
    assertThat(wire.requests()).isEqualTo(1);
  }

  // Interrupts.

  @Test
  void interruptBeforeTheWaitEndsItWithoutACall() {
    Thread.currentThread().interrupt();
    CallInterruptedException e = failsWith(CallInterruptedException.class, () -> await(LONG));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(e.pcapId()).isEqualTo(Given.ID);
    assertThat(wire.requests()).isZero();
  }

  @Test
  void interruptDuringAPauseEndsTheWait() {
    pcapIs("running");
    CallInterruptedException e =
        failsWith(
            CallInterruptedException.class,
            () -> wire.pcaps().await(Given.ID, LONG, pcap -> Thread.currentThread().interrupt()));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(e)
        .hasMessage(
            "the wait for " + CAPTURE + " was interrupted; Cloudflare is still working on it");
    assertThat(wire.requests()).isEqualTo(1);
  }

  private Pcap await(WaitOptions options) {
    return wire.pcaps().await(Given.ID, options);
  }

  private static WaitOptions upTo(long seconds) {
    return WaitOptions.upTo(Duration.ofSeconds(seconds));
  }

  private AwaitTest pcapIs(String status) {
    return result(Fixture.pcap("'status':'" + status + "'"));
  }

  private AwaitTest pcapIs(int polls, String status) {
    for (int i = 0; i < polls; i++) {
      pcapIs(status);
    }
    return this;
  }

  private AwaitTest result(String json) {
    wire.enqueue(200, Fixture.result(json));
    return this;
  }

  private static Duration[] seconds(double... seconds) {
    return Arrays.stream(seconds)
        .boxed()
        .map(second -> Duration.ofNanos((long) (second * 1_000_000_000)))
        .toArray(Duration[]::new);
  }
}
