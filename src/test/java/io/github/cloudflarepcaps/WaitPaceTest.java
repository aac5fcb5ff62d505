package io.github.cloudflarepcaps;

import static io.github.cloudflarepcaps.Failing.failsWith;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Polls are two a second, or as few as the rate limit allows. */
class WaitPaceTest {
  private static final Duration HALF = Duration.ofMillis(500);
  private static final Duration HOUR = Duration.ofHours(1);

  private final TestTime time = TestTime.start();
  private final WaitPace pace = new WaitPace(HttpUrl.get("https://api.example/client/v4"), time);

  @Test
  void turnsAreHalfASecondApart() {
    assertThat(turns(4))
        .containsExactly(Duration.ZERO, HALF, HALF.multipliedBy(2), HALF.multipliedBy(3));
  }

  @Test
  void turnAfterAnIdleTimeIsAtOnce() {
    turns(1);
    time.pass(Duration.ofMinutes(1));
    assertThat(turns(2)).containsExactly(Duration.ZERO, HALF);
  }

  @Test
  void idleTimeIsNotSavedUp() {
    time.pass(Duration.ofMinutes(1));
    assertThat(turns(3)).containsExactly(Duration.ZERO, HALF, HALF.multipliedBy(2));
  }

  @Test
  void turnThatComesTooLateIsNotTaken() {
    turns(1);
    assertThat(pace.take(HALF)).isNull();
    assertThat(turns(1)).containsExactly(HALF);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://127.0.0.1:1/", "http://localhost:1/", "http://[::1]:1/", "https://[::1]/"})
  void loopbackAddressHasNoPace(String base) {
    WaitPace loopback = new WaitPace(HttpUrl.get(base), time);
    assertThat(List.of(in(loopback), in(loopback))).containsOnly(Duration.ZERO);
  }

  @Test
  void remainingCallsAreSpreadUntilTheRateLimitResets() {
    turns(1);
    pace.update(new RateLimit(10, Duration.ofSeconds(60)));
    assertThat(turns(2)).containsExactly(Duration.ofSeconds(6), Duration.ofSeconds(12));
  }

  @Test
  void exhaustedRateLimitIsWaitedFor() {
    turns(1);
    pace.update(new RateLimit(0, Duration.ofSeconds(30)));
    assertThat(turns(1)).containsExactly(Duration.ofSeconds(30));
  }

  @Test
  void lowRateLimitVoidsTheTurnsTakenBefore() {
    WaitPace.Turn before = pace.take(HOUR);
    pace.update(new RateLimit(10, Duration.ofSeconds(60)));
    WaitPace.Turn after = pace.take(HOUR);
    assertThat(before).isNotNull().matches(turn -> !pace.isValid(turn));
    assertThat(after).isNotNull().matches(pace::isValid);
  }

  @Test
  void ampleRateLimitChangesNothing() {
    turns(1);
    pace.update(new RateLimit(1000, Duration.ofSeconds(60)));
    assertThat(turns(2)).containsExactly(HALF, HALF.multipliedBy(2));
  }

  @Test
  void rateLimitThatHasResetIsForgotten() {
    pace.update(new RateLimit(1, Duration.ofSeconds(60)));
    time.pass(Duration.ofSeconds(60));
    pace.update(new RateLimit(1200, Duration.ofSeconds(300)));
    assertThat(turns(2)).containsExactly(Duration.ZERO, HALF);
  }

  @Test
  void responseWithoutARateLimitChangesNothing() {
    turns(1);
    pace.update(null);
    assertThat(turns(1)).containsExactly(HALF);
  }

  @Test
  void lowRateLimitDoesNotEndLaterWaits() {
    WaitOptions minute = WaitOptions.upTo(Duration.ofMinutes(1));
    try (RawServer server = RawServer.start();
        CloudflareClient client = server.at(time).build()) {
      server.then(
          peer ->
              peer.respond(
                  200,
                  "Ratelimit: \"default\";r=0;t=120\r\n",
                  Fixture.result(Fixture.pcap("'status':'pending'"))));
      for (int i = 0; i < 2; i++) { // the limit resets after the second
        failsWith(WaitTimeoutException.class, () -> client.pcaps().await(Given.ID, minute));
      }
      assertThat(client.pcaps().await(Given.ID, minute).status().isSuccessful()).isTrue();
    }
  }

  private List<Duration> turns(int count) {
    List<Duration> turns = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      turns.add(in(pace));
    }
    return turns;
  }

  private static Duration in(WaitPace pace) {
    return Objects.requireNonNull(pace.take(HOUR)).in();
  }
}
