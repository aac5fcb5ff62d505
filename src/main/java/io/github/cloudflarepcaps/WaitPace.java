package io.github.cloudflarepcaps;

import java.time.Duration;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * When the next poll of any wait of a client may be: two a second at most (a loopback address knows
 * no such bound), or as few as spread what is left of the rate limit until it starts anew.
 */
final class WaitPace {
  private static final Duration GAP = Duration.ofMillis(500);

  private final Time time;
  private final long usualGap;
  private long gap;
  private long next;

  WaitPace(HttpUrl base, Time time) {
    this.time = time;
    this.usualGap = BaseUrl.isLoopback(base.host()) ? 0 : GAP.toNanos();
    this.gap = usualGap;
    this.next = time.nanos();
  }

  /**
   * How long it is until the next poll's turn, which is taken if it comes within that time: a turn
   * that nobody waits for would keep the others waiting.
   */
  synchronized Duration untilTurn(Duration within) {
    long now = time.nanos();
    long turn = Math.max(now, next);
    Duration until = Duration.ofNanos(turn - now);
    if (until.compareTo(within) < 0) {
      next = turn + gap;
    }
    return until;
  }

  /** Takes in what an answer says of the rate limit. */
  synchronized void heard(@Nullable RateLimit limit) {
    if (limit == null) {
      gap = usualGap;
      return;
    }
    long spread = limit.resetsIn().toNanos() / Math.max(1, limit.remaining());
    gap = spread > GAP.toNanos() ? spread : usualGap;
    if (spread > GAP.toNanos()) {
      next = time.nanos() + gap;
    }
  }
}
