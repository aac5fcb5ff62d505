package io.github.cloudflarepcaps.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FakeApiLimitsTest {
  private final MovableClock clock = new MovableClock();
  private final FakeCloudflare fake = FakeCloudflare.builder().apiLimits(true).clock(clock).start();
  private final Caller caller = new Caller(fake);

  @AfterEach
  void close() {
    fake.close();
  }

  @Test
  void aSecondSimpleCaptureInAMinuteIs429WithTheWait() throws IOException {
    caller.create(Caller.SIMPLE);
    clock.pass(Duration.ofSeconds(20));
    Caller.Answered answer = caller.post("", Caller.SIMPLE);
    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.header("Retry-After")).isEqualTo("40");
  }

  @Test
  void aSimpleCaptureIsGrantedAMinuteAfterTheLast() throws IOException {
    caller.create(Caller.SIMPLE);
    clock.pass(Duration.ofMinutes(1));
    assertThat(caller.post("", Caller.SIMPLE).status()).isEqualTo(200);
  }

  @Test
  void aRefusedRequestDoesNotUseUpTheMinute() throws IOException {
    caller.post("", Caller.SIMPLE.replace("100", "0"));
    assertThat(caller.post("", Caller.SIMPLE).status()).isEqualTo(200);
  }

  @Test
  void aSecondFullCaptureIs409WhileTheFirstIsPendingOrRunning() throws IOException {
    caller.ownBucket();
    String first = caller.create(Caller.FULL);
    Caller.Answered answer = caller.post("", Caller.FULL);
    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.text()).contains(first);
    caller.call("PUT", "/" + first + "/stop", "");
    assertThat(caller.post("", Caller.FULL).status()).isEqualTo(200);
  }

  @Test
  void everyAnswerSaysHowManyCallsAreLeftAndForHowLong() throws IOException {
    assertThat(caller.get("").header("Ratelimit")).isEqualTo("\"default\";r=1199;t=300");
    clock.pass(Duration.ofSeconds(100));
    assertThat(caller.get("").header("Ratelimit")).isEqualTo("\"default\";r=1198;t=200");
    clock.pass(Duration.ofSeconds(200));
    assertThat(caller.get("").header("Ratelimit")).isEqualTo("\"default\";r=1199;t=300");
  }

  @Test
  void theCallAfter1200Is429ForFiveMinutes() throws IOException {
    for (int i = 0; i < CallWindow.CALLS; i++) {
      assertThat(caller.get("").status()).isEqualTo(200);
    }
    clock.pass(Duration.ofSeconds(299));
    Caller.Answered refused = caller.get("");
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.header("Retry-After")).isEqualTo("300");
    assertThat(refused.header("Ratelimit")).isEqualTo("\"default\";r=0;t=300");
    clock.pass(Duration.ofSeconds(299));
    assertThat(caller.get("").status()).isEqualTo(429);
    clock.pass(Duration.ofSeconds(1));
    assertThat(caller.get("").status()).isEqualTo(200);
  }

  @Test
  void withoutThemNothingIsLimited() throws IOException {
    try (FakeCloudflare unlimited = FakeCloudflare.start()) {
      Caller other = new Caller(unlimited);
      for (int i = 0; i <= CallWindow.CALLS; i++) {
        assertThat(other.post("", Caller.SIMPLE).status()).isEqualTo(200);
      }
    }
  }
}
