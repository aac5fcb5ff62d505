package io.github.cloudflarepcaps.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * The platform's rate limit: 1200 calls in five minutes; the next call blocks the account for
 * another five. Every response reports what is left. Without limits nothing is counted, and every
 * response reports 1199 calls.
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

  /** Counts a call and returns the headers of its response. */
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
      ends = now.plus(LENGTH); // every call until then is rejected
    }
    left = left - 1;
    return headers(Math.max(0, left), Duration.between(now, ends));
  }

  /** Rejects the call that was just counted if it exceeds the limit. */
  synchronized void check() {
    if (limited && left < 0) {
      throw Rejection.tooMany("Rate limited. Please wait", Duration.between(clock.instant(), ends));
    }
  }

  private static Map<String, String> headers(int remaining, Duration time) {
    return Map.of(
        "Ratelimit", "\"default\";r=" + remaining + ";t=" + Envelopes.fullSeconds(time),
        "Ratelimit-Policy", "\"default\";q=" + CALLS + ";w=" + LENGTH.toSeconds());
  }
}
