package io.github.cloudflarepcaps;

import static io.github.cloudflarepcaps.Failing.failsWith;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudflarepcaps.testing.FakeCall;
import io.github.cloudflarepcaps.testing.FakeCloudflare;
import io.github.cloudflarepcaps.testing.Fault;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cloudflare allows one simple capture a minute: {@code capture} waits for its turn. */
class CaptureTurnTest {
  private static final WaitOptions TWO_MINUTES = WaitOptions.upTo(Duration.ofMinutes(2));
  private static final WaitOptions FORTY_SECONDS = WaitOptions.upTo(Duration.ofSeconds(40));
  private static final Fault REJECTED = Fault.status(429, 10429, "slow down");

  private final TestTime time = TestTime.start();

  @AutoClose
  private final FakeCloudflare fake =
      FakeCloudflare.builder().apiLimits(true).clock(time.clock()).start();

  @AutoClose private final CloudflareClient client = client(RetryPolicy.standard());
  @TempDir private Path directory;

  @Test
  void secondCaptureWithinAMinuteWaitsForItsTurn() {
    capture(client, TWO_MINUTES);
    time.pass(Duration.ofSeconds(12));
    capture(client, TWO_MINUTES);
    assertThat(client.pcaps().list()).hasSize(2);
    assertThat(time.pauses()).contains(Duration.ofSeconds(47)); // one passed in the first capture
  }

  @Test
  void turnIsAwaitedEvenWithoutRetries() {
    try (CloudflareClient never = client(RetryPolicy.none())) {
      capture(never, TWO_MINUTES);
      capture(never, TWO_MINUTES);
      assertThat(never.pcaps().list()).hasSize(2);
    }
  }

  @Test
  void turnIsAwaitedBeyondTheTimeoutOfOneCall() {
    try (CloudflareClient hasty = client.toBuilder().timeout(Duration.ofSeconds(10)).build()) {
      capture(hasty, TWO_MINUTES);
      capture(hasty, TWO_MINUTES);
      assertThat(hasty.pcaps().list()).hasSize(2);
    }
  }

  @Test
  void rejectionWithoutRetryAfterIsAwaitedForAMinute() {
    try (CloudflareClient never = client(RetryPolicy.none())) {
      fake.failNext(REJECTED);
      capture(never, TWO_MINUTES);
    }
    assertThat(time.pauses()).startsWith(Duration.ofSeconds(60));
  }

  @Test
  void turnBeyondTheWaitIsARateLimitExceptionAtOnce() {
    capture(client, TWO_MINUTES);
    RateLimitException e =
        failsWith(RateLimitException.class, () -> capture(client, FORTY_SECONDS));
    assertThat(e).hasMessageStartingWith("step 1 of 3, create: POST /accounts/");
    assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(59));
    assertThat(e.outcomeUnknown()).isFalse();
    assertThat(client.pcaps().list()).as("nothing was created").hasSize(1);
    assertThat(time.pauses()).as("nothing was awaited").containsExactly(Duration.ofSeconds(1));
  }

  @Test
  void consecutiveRejectionsEndWithTheWait() {
    try (CloudflareClient never = client(RetryPolicy.none())) {
      fake.failNext(9, REJECTED);
      failsWith(RateLimitException.class, () -> capture(never, TWO_MINUTES));
    }
    assertThat(time.pauses()).containsExactly(Duration.ofSeconds(60));
    assertThat(fake.calls()).extracting(FakeCall::method).containsExactly("POST", "POST");
  }

  @Test
  void interruptEndsTheWaitForTheTurn() {
    CallObserver interrupting = attempt -> Thread.currentThread().interrupt();
    try (CloudflareClient never = builder(RetryPolicy.none()).observer(interrupting).build()) {
      fake.failNext(9, REJECTED);
      assertThat(failsWith(CallInterruptedException.class, () -> capture(never, TWO_MINUTES)))
          .hasMessage(
              "step 1 of 3, create: interrupted while waiting for its turn; nothing was created");
    }
    assertThat(Thread.interrupted()).isTrue();
    assertThat(fake.calls()).hasSize(1);
  }

  private CloudflareClient client(RetryPolicy policy) {
    return builder(policy).build();
  }

  private CloudflareClient.Builder builder(RetryPolicy policy) {
    return CloudflareClient.Builder.withTime(time)
        .baseUrl(fake.baseUrl())
        .accountId(fake.accountId())
        .apiToken(fake.apiToken())
        .retryPolicy(policy);
  }

  private void capture(CloudflareClient client, WaitOptions options) {
    client.pcaps().capture(Given.SIMPLE, directory.resolve("edge.pcap"), options);
  }
}
