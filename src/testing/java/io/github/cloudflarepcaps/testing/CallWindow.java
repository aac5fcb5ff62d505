package io.github.cloudflarepcaps.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * The platform's limit: 1200 calls in five minutes, and one too many closes the API for the next
 * five. Every answer says what is left. With the limit off nothing is counted, and there is always
 * as much left as after a first call.
 */
final class CallWindow {
  static final int CALLS = 1200;
  static final Duration LENGTH = Duration.ofMinutes(5);

  private final Clock clock;
  private final boolean limited;
  private Instant ends = Instant.MIN;
  private int left;

  CallWindow(Clock clock, boolean limited) {
    this.clock = clock;
    this.limited = limited;
  }

  /** Counts a call, and gives the headers that its answer has. */
  synchronized Map<String, String> count() {
    if (!limited) {
      return headers(CALLS - 1, LENGTH);
    }
    Instant now = clock.instant();
    if (!now.isBefore(ends)) {
      ends = now.plus(LENGTH);
      left = CALLS;
    }
    if (left == 0) {
      ends = now.plus(LENGTH); // refused from here on, for the whole time
    }
    left = left - 1;
    return headers(Math.max(0, left), Duration.between(now, ends));
  }

  /** Refuses when the calls counted are too many. */
  synchronized void check() {
    if (limited && left < 0) {
      throw Refusal.tooMany("Rate limited. Please wait", Duration.between(clock.instant(), ends));
    }
  }

  private static Map<String, String> headers(int remaining, Duration time) {
    return Map.of(
        "Ratelimit", "\"default\";r=" + remaining + ";t=" + Envelopes.wholeSeconds(time),
        "Ratelimit-Policy", "\"default\";q=" + CALLS + ";w=" + LENGTH.toSeconds());
  }
}
