package io.github.cloudflarepcaps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.cloudflarepcaps.model.OwnershipStatus;
import io.github.cloudflarepcaps.model.Pcap;
import io.github.cloudflarepcaps.model.PcapStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A wait looks again and again until there is an end, with pauses that grow. */
class AwaitTest {
  private static final WaitOptions LONG = WaitOptions.upTo(Duration.ofMinutes(10));

  private final TestTime time = TestTime.start();
  @AutoClose private final Wire wire = Wire.at(time, b -> b.retryPolicy(RetryPolicy.none()));

  // The end.

  @ParameterizedTest
  @ValueSource(strings = {"success", "complete"})
  void aCaptureThatIsDoneIsReturnedAtOnce(String status) {
    pcapIs(status);
    assertThat(wire.pcaps().await(Given.ID, LONG).status().isSuccessful()).isTrue();
    assertThat(time.pauses()).isEmpty();
    wire.sent().is("GET", Wire.ACCOUNT_PATH + "/pcaps/" + Given.ID);
  }

  @Test
  void pausesGrowByHalfUpToTheLongest() {
    for (int i = 0; i < 8; i++) {
      pcapIs("running");
    }
    pcapIs("success");
    wire.pcaps().await(Given.ID, LONG);
    assertThat(time.pauses())
        .containsExactly(seconds(1, 1.5, 2.25, 3.375, 5.0625, 7.59375, 10, 10));
  }

  @Test
  void pausesAreThoseOfTheOptions() {
    pcapIs("running").pcapIs("running").pcapIs("running").pcapIs("success");
    wire.pcaps().await(Given.ID, LONG.withDelays(Duration.ofSeconds(4), Duration.ofSeconds(7)));
    assertThat(time.pauses()).containsExactly(seconds(4, 6, 7));
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
  void aStatusThatIsNotFinalIsWaitedOn(String status) {
    pcapIs(status).pcapIs("success");
    assertThat(wire.pcaps().await(Given.ID, LONG).status()).isEqualTo(PcapStatus.SUCCESS);
    assertThat(time.pauses()).hasSize(1);
  }

  @Test
  void aFailedCaptureTellsWhatCloudflareSays() {
    wire.answers("full-failed");
    PcapFailedException e =
        catchThrowableOfType(PcapFailedException.class, () -> wire.pcaps().await(Given.ID, LONG));
    assertThat(e)
        .hasMessage(
            "capture "
                + Given.ID
                + " failed: No packets matched the filter in the time limit given");
    assertThat(e.pcap().status()).isEqualTo(PcapStatus.FAILED);
    assertThat(e.pcapId()).isEqualTo(Given.ID);
  }

  @Test
  void aSimpleCaptureTellsWhatCloudflareSaysToo() {
    wire.answers(
        200,
        Fixture.result(
            "{\"type\":\"simple\",\"status\":\"failed\",\"error_message\":\"out of luck\"}"));
    assertThat(
            catchThrowableOfType(
                PcapFailedException.class, () -> wire.pcaps().await(Given.ID, LONG)))
        .hasMessage("capture " + Given.ID + " failed: out of luck");
  }

  @Test
  void aCaptureThatFailedWithoutAReasonIsGuessedAt() {
    pcapIs("failed");
    PcapFailedException e =
        catchThrowableOfType(PcapFailedException.class, () -> wire.pcaps().await(Given.ID, LONG));
    assertThat(e)
        .hasMessage(
            "capture "
                + Given.ID
                + " failed: Cloudflare gave no reason; it may be that no packet matched the filter"
                + " in the time limit");
    assertThat(e.pcapId()).isEqualTo(Given.ID);
  }

  @Test
  void aWaitThatIsOverTellsTheLastState() {
    for (int i = 0; i < 5; i++) {
      pcapIs("running");
    }
    WaitTimeoutException e =
        catchThrowableOfType(
            WaitTimeoutException.class,
            () -> wire.pcaps().await(Given.ID, WaitOptions.upTo(Duration.ofSeconds(9))));
    assertThat(e)
        .hasMessage(
            "capture "
                + Given.ID
                + " was not done within PT9S: it was last seen RUNNING; it goes on at Cloudflare");
    assertThat(e.pcap()).isNotNull().extracting(Pcap::status).isEqualTo(PcapStatus.RUNNING);
    assertThat(e.ownership()).isNull();
    assertThat(e.pcapId()).isEqualTo(Given.ID);
    assertThat(time.pauses()).containsExactly(seconds(1, 1.5, 2.25, 3.375, 0.875));
  }

  // What the caller sees of it.

  @Test
  void eachStateIsShown() {
    pcapIs("pending").pcapIs("running").pcapIs("success");
    List<PcapStatus> shown = new ArrayList<>();
    wire.pcaps().await(Given.ID, LONG, pcap -> shown.add(pcap.status()));
    assertThat(shown).containsExactly(PcapStatus.PENDING, PcapStatus.RUNNING, PcapStatus.SUCCESS);
  }

  @Test
  void aFailedStateIsShownToo() {
    pcapIs("failed");
    List<PcapStatus> shown = new ArrayList<>();
    assertThatExceptionOfType(PcapFailedException.class)
        .isThrownBy(() -> wire.pcaps().await(Given.ID, LONG, pcap -> shown.add(pcap.status())));
    assertThat(shown).containsExactly(PcapStatus.FAILED);
  }

  @Test
  void whatOnPollThrowsEndsTheWaitUnchanged() {
    pcapIs("pending");
    RuntimeException thrown = new IllegalStateException("enough");
    assertThat(
            catchThrowableOfType(
                RuntimeException.class,
                () ->
                    wire.pcaps()
                        .await(
                            Given.ID,
                            LONG,
                            pcap -> {
                              throw thrown;
                            })))
        .isSameAs(thrown);
  }

  // WaitPolls that fail.

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 503, 521})
  void onePollThatFailsDoesNotEndTheWait(int status) {
    wire.answers(status, "");
    pcapIs("running");
    wire.answers(status, "").answers(status, "");
    pcapIs("success");
    assertThat(wire.pcaps().await(Given.ID, LONG).status()).isEqualTo(PcapStatus.SUCCESS);
    assertThat(wire.requests()).isEqualTo(5);
  }

  @Test
  void aPollThatIsLostDoesNotEndTheWait() {
    wire.answers(
        new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());
    pcapIs("success");
    assertThat(wire.pcaps().await(Given.ID, LONG).status()).isEqualTo(PcapStatus.SUCCESS);
    assertThat(time.pauses()).containsExactly(seconds(1));
  }

  @Test
  void threePollsThatFailInARowEndTheWait() {
    pcapIs("running");
    wire.answers(502, "").answers(502, "").answers(502, "");
    ApiException e =
        catchThrowableOfType(ApiException.class, () -> wire.pcaps().await(Given.ID, LONG));
    assertThat(e.statusCode()).isEqualTo(502);
    assertThat(e.pcapId()).isEqualTo(Given.ID);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 526})
  void aPollThatWillAlwaysFailEndsTheWait(int status) {
    wire.answers(status, Fixture.refusal(1000, "no"));
    ApiException e =
        catchThrowableOfType(ApiException.class, () -> wire.pcaps().await(Given.ID, LONG));
    assertThat(e.statusCode()).isEqualTo(status);
    assertThat(wire.requests()).isEqualTo(1);
  }

  @Test
  void aPollWaitsAsLongAsItIsTold() {
    wire.answers(new MockResponse.Builder().code(429).setHeader("Retry-After", "45").build());
    pcapIs("success");
    wire.pcaps().await(Given.ID, LONG);
    assertThat(time.pauses()).containsExactly(seconds(45));
  }

  @Test
  void aPollThatIsToldToWaitLongerThanThereIsTimeEndsWithItsReason() {
    wire.answers(new MockResponse.Builder().code(429).setHeader("Retry-After", "300").build());
    WaitTimeoutException e =
        catchThrowableOfType(
            WaitTimeoutException.class,
            () -> wire.pcaps().await(Given.ID, WaitOptions.upTo(Duration.ofSeconds(60))));
    assertThat(e).hasMessageEndingWith("was not done within PT1M: no look succeeded");
    assertThat(e).hasCauseInstanceOf(RateLimitException.class);
    assertThat(wire.requests()).isEqualTo(1);
  }

  @Test
  void whatIsLeftOfTheRateLimitSpreadsThePolls() {
    wire.answers(
        new MockResponse.Builder()
            .setHeader("Ratelimit", "\"default\";r=2;t=60")
            .body(Fixture.result("{\"status\":\"running\"}"))
            .build());
    pcapIs("success");
    wire.pcaps().await(Given.ID, LONG);
    assertThat(time.pauses()).containsExactly(seconds(1, 29));
  }

  // Interrupts.

  @Test
  void anInterruptBeforeItEndsTheWaitWithoutACall() {
    Thread.currentThread().interrupt();
    CallInterruptedException e =
        catchThrowableOfType(
            CallInterruptedException.class, () -> wire.pcaps().await(Given.ID, LONG));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(e.pcapId()).isEqualTo(Given.ID);
    assertThat(wire.requests()).isZero();
  }

  @Test
  void anInterruptInAPauseEndsTheWait() {
    pcapIs("running");
    CallInterruptedException e =
        catchThrowableOfType(
            CallInterruptedException.class,
            () -> wire.pcaps().await(Given.ID, LONG, pcap -> Thread.currentThread().interrupt()));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(e)
        .hasMessage(
            "the wait for capture " + Given.ID + " was interrupted; it goes on at Cloudflare");
    assertThat(wire.requests()).isEqualTo(1);
  }

  // Buckets.

  @Test
  void aBucketIsWaitedForInTheList() {
    bucketIs("pending").bucketIs("archived").bucketIs("success");
    assertThat(wire.ownership().await(Given.ID, LONG).status()).isEqualTo(OwnershipStatus.SUCCESS);
    assertThat(time.pauses()).containsExactly(seconds(1, 1.5));
    wire.sent().is("GET", Wire.ACCOUNT_PATH + "/pcaps/ownership");
  }

  @Test
  void aBucketThatFailedIsToldOf() {
    bucketIs("pending").bucketIs("failed");
    OwnershipFailedException e =
        catchThrowableOfType(
            OwnershipFailedException.class, () -> wire.ownership().await(Given.ID, LONG));
    assertThat(e).hasMessage("the check of bucket " + Given.ID + " failed");
    assertThat(e.ownership())
        .isNotNull()
        .extracting(o -> o.status())
        .isEqualTo(OwnershipStatus.FAILED);
  }

  @Test
  void aBucketThatIsNoLongerListedIsToldOfWithItsLastState() {
    bucketIs("pending");
    wire.answers(200, Fixture.result("[]"));
    OwnershipFailedException e =
        catchThrowableOfType(
            OwnershipFailedException.class, () -> wire.ownership().await(Given.ID, LONG));
    assertThat(e).hasMessage("bucket " + Given.ID + " is no longer listed");
    assertThat(e.ownership())
        .isNotNull()
        .extracting(o -> o.status())
        .isEqualTo(OwnershipStatus.PENDING);
  }

  @Test
  void aWaitForABucketThatIsOverTellsTheLastState() {
    bucketIs("pending").bucketIs("pending");
    WaitTimeoutException e =
        catchThrowableOfType(
            WaitTimeoutException.class,
            () -> wire.ownership().await(Given.ID, WaitOptions.upTo(Duration.ofSeconds(2))));
    assertThat(e.ownership()).isNotNull();
    assertThat(e.pcap()).isNull();
    assertThat(e.pcapId()).isNull();
  }

  private AwaitTest pcapIs(String status) {
    wire.answers(200, Fixture.result("{\"status\":\"" + status + "\"}"));
    return this;
  }

  private AwaitTest bucketIs(String status) {
    wire.answers(
        200, Fixture.result("[{\"id\":\"" + Given.ID + "\",\"status\":\"" + status + "\"}]"));
    return this;
  }

  private static Duration[] seconds(double... seconds) {
    return Arrays.stream(seconds)
        .boxed()
        .map(second -> Duration.ofNanos((long) (second * 1_000_000_000)))
        .toArray(Duration[]::new);
  }
}
