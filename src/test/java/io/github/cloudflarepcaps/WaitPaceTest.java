package io.github.cloudflarepcaps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * WaitPolls come two a second, or as few as the rate limit leaves; a loopback address knows no
 * bound.
 */
class WaitPaceTest {
  private static final Duration HALF = Duration.ofMillis(500);

  private final TestTime time = TestTime.start();
  private final WaitPace pace = new WaitPace(HttpUrl.get("https://api.example/client/v4"), time);

  @Test
  void turnsAreHalfASecondApart() {
    assertThat(turns(4))
        .containsExactly(Duration.ZERO, HALF, HALF.multipliedBy(2), HALF.multipliedBy(3));
  }

  @Test
  void aTurnAfterASilenceIsAtOnce() {
    turns(1);
    time.pass(Duration.ofMinutes(1));
    assertThat(turns(2)).containsExactly(Duration.ZERO, HALF);
  }

  @Test
  void aTurnThatComesTooLateIsNotTaken() {
    turns(1);
    assertThat(pace.untilTurn(HALF)).isEqualTo(HALF);
    assertThat(pace.untilTurn(Duration.ofMillis(501))).isEqualTo(HALF);
    assertThat(turns(1)).containsExactly(HALF.multipliedBy(2));
  }

  @Test
  void aSilenceIsNotSavedUp() {
    time.pass(Duration.ofMinutes(1));
    assertThat(turns(3)).containsExactly(Duration.ZERO, HALF, HALF.multipliedBy(2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://127.0.0.1:1/", "http://localhost:1/", "http://[::1]:1/", "https://[::1]/"})
  void aLoopbackAddressKnowsNoBound(String base) {
    WaitPace loopback = new WaitPace(HttpUrl.get(base), time);
    assertThat(List.of(loopback.untilTurn(HALF), loopback.untilTurn(HALF)))
        .containsOnly(Duration.ZERO);
  }

  @Test
  void whatIsLeftOfTheRateLimitIsSpreadUntilItStartsAnew() {
    turns(1);
    pace.heard(new RateLimit(10, Duration.ofSeconds(60)));
    assertThat(turns(2)).containsExactly(Duration.ofSeconds(6), Duration.ofSeconds(12));
  }

  @Test
  void aRateLimitThatIsUsedUpIsWaitedFor() {
    turns(1);
    pace.heard(new RateLimit(0, Duration.ofSeconds(30)));
    assertThat(turns(1)).containsExactly(Duration.ofSeconds(30));
  }

  @Test
  void aRateLimitOfWhichMuchIsLeftChangesNothing() {
    turns(1);
    pace.heard(new RateLimit(1000, Duration.ofSeconds(60)));
    assertThat(turns(2)).containsExactly(HALF, HALF.multipliedBy(2));
  }

  @Test
  void aRateLimitThatIsOverIsForgotten() {
    pace.heard(new RateLimit(1, Duration.ofSeconds(60)));
    time.pass(Duration.ofSeconds(60));
    pace.heard(new RateLimit(1200, Duration.ofSeconds(300)));
    assertThat(turns(2)).containsExactly(Duration.ZERO, HALF);
  }

  @Test
  void anAnswerWithoutARateLimitChangesNothing() {
    turns(1);
    pace.heard(null);
    assertThat(turns(1)).containsExactly(HALF);
  }

  @Test
  void oneLowRateLimitDoesNotEndAllWaitsForEver() {
    WaitOptions minute = WaitOptions.upTo(Duration.ofMinutes(1));
    try (RawServer server = RawServer.start();
        CloudflareClient client = server.at(time).build()) {
      server.then(
          peer ->
              peer.answer(
                  200,
                  "Ratelimit: \"default\";r=0;t=120\r\n",
                  Fixture.result("{\"id\":\"" + Given.ID + "\",\"status\":\"pending\"}")));
      for (int i = 0; i < 2; i++) { // the limit starts anew after the second
        assertThatThrownBy(() -> client.pcaps().await(Given.ID, minute))
            .isInstanceOf(WaitTimeoutException.class);
      }
      assertThat(client.pcaps().await(Given.ID, minute).status().isSuccessful()).isTrue();
    }
  }

  private List<Duration> turns(int count) {
    List<Duration> turns = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      turns.add(pace.untilTurn(Duration.ofHours(1)));
    }
    return turns;
  }
}
