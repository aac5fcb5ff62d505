package io.github.cloudflarepcaps;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Polls come two a second, or as few as the rate limit leaves; a loopback address knows no bound.
 */
class PollPaceTest {
  private static final Duration HALF = Duration.ofMillis(500);

  private final TestTime time = TestTime.start();
  private final PollPace pace = new PollPace(HttpUrl.get("https://api.example/client/v4"), time);

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
  void aSilenceIsNotSavedUp() {
    time.pass(Duration.ofMinutes(1));
    assertThat(turns(3)).containsExactly(Duration.ZERO, HALF, HALF.multipliedBy(2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://127.0.0.1:1/", "http://localhost:1/", "http://[::1]:1/", "https://[::1]/"})
  void aLoopbackAddressKnowsNoBound(String base) {
    PollPace loopback = new PollPace(HttpUrl.get(base), time);
    assertThat(List.of(loopback.untilTurn(), loopback.untilTurn())).containsOnly(Duration.ZERO);
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

  private List<Duration> turns(int count) {
    List<Duration> turns = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      turns.add(pace.untilTurn());
    }
    return turns;
  }
}
