package io.github.cloudflarepcaps.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class FakeApiLimitsTest {
  private final MovableClock clock = new MovableClock();

  @AutoClose
  private final FakeCloudflare fake = FakeCloudflare.builder().apiLimits(true).clock(clock).start();

  private final Caller caller = new Caller(fake);

  @Test
  void secondSimpleCaptureWithinAMinuteIs429WithRetryAfter() throws IOException {
    caller.created(Body.simple());
    clock.pass(Duration.ofSeconds(20));
    Caller.Reply reply = caller.create(Body.simple());
    assertThat(reply.status()).isEqualTo(429);
    assertThat(reply.header("Retry-After")).isEqualTo("40");
  }

  @Test
  void simpleCaptureAMinuteAfterTheLastIsCreated() throws IOException {
    caller.created(Body.simple());
    clock.pass(Duration.ofMinutes(1));
    assertThat(caller.create(Body.simple()).status()).isEqualTo(200);
  }

  @Test
  void rejectedCreateDoesNotCount() throws IOException {
    caller.create(Body.simple().with("packet_limit", 0));
    assertThat(caller.create(Body.simple()).status()).isEqualTo(200);
  }

  @Test
  void secondFullCaptureIs409WhileTheFirstIsRunning() throws IOException {
    caller.validatedBucket();
    String first = caller.created(Body.full());
    Caller.Reply reply = caller.create(Body.full());
    assertThat(reply.status()).isEqualTo(409);
    assertThat(reply.text()).contains(first);
    caller.call("PUT", "/" + first + "/stop", "");
    assertThat(caller.create(Body.full()).status()).isEqualTo(200);
  }

  @Test
  void everyResponseReportsTheRemainingCalls() throws IOException {
    assertThat(caller.get("").header("Ratelimit")).isEqualTo("\"default\";r=1199;t=300");
    clock.pass(Duration.ofSeconds(100));
    assertThat(caller.get("").header("Ratelimit")).isEqualTo("\"default\";r=1198;t=200");
    clock.pass(Duration.ofSeconds(200));
    assertThat(caller.get("").header("Ratelimit")).isEqualTo("\"default\";r=1199;t=300");
  }

  @Test
  void theCallAfter1200BlocksTheAccountForFiveMinutes() throws IOException {
    for (int i = 0; i < CallWindow.CALLS; i++) {
      assertThat(caller.get("").status()).isEqualTo(200);
    }
    clock.pass(Duration.ofSeconds(299));
    Caller.Reply rejected = caller.get("");
    assertThat(rejected.status()).isEqualTo(429);
    assertThat(rejected.header("Retry-After")).isEqualTo("300");
    assertThat(rejected.header("Ratelimit")).isEqualTo("\"default\";r=0;t=300");
    clock.pass(Duration.ofSeconds(299));
    assertThat(caller.get("").status()).isEqualTo(429);
    clock.pass(Duration.ofSeconds(1));
    assertThat(caller.get("").status()).isEqualTo(200);
  }

  @Test
  void withoutLimitsEverythingIsAllowed() throws IOException {
    try (FakeCloudflare unlimited = FakeCloudflare.start()) {
      Caller other = new Caller(unlimited);
      for (int i = 0; i <= CallWindow.CALLS; i++) {
        assertThat(other.create(Body.simple()).status()).isEqualTo(200);
      }
    }
  }
}
