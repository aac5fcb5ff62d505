package io.github.cloudflarepcaps;

import io.github.cloudflarepcaps.internal.net.BaseUrl;
import java.time.Duration;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Sets when each poll of a client's waits may be sent: at most two a second, and fewer when the
 * rate limit runs low. So any number of waits together stay within the API's 1200 calls in five
 * minutes, with half of them left for other calls. Polls of a loopback address are slowed down only
 * by a low rate limit.
 */
final class WaitPace {
  private static final Duration GAP = Duration.ofMillis(500);

  private final Time time;
  private final long usualGap;

  // All three are guarded by this object's lock. Every turn before `next` is taken.
  private long gap;
  private long next;
  private int slowdowns;

  WaitPace(HttpUrl base, Time time) {
    this.time = time;
    this.usualGap = BaseUrl.isLoopback(base.host()) ? 0 : GAP.toNanos();
    this.gap = usualGap;
    this.next = time.nanos();
  }

  /**
   * A turn to poll.
   *
   * @param in the time until it comes
   */
  record Turn(Duration in, int slowdowns) {}

  /**
   * Takes the next turn; null, and nothing is taken, if it does not come within {@code limit}: a
   * turn that nobody uses would only delay the other waits.
   */
  synchronized @Nullable Turn take(Duration limit) {
    long now = time.nanos();
    long turn = Math.max(now, next);
    Duration in = Duration.ofNanos(turn - now);
    if (in.compareTo(limit) >= 0) {
      return null;
    }
    next = turn + gap;
    return new Turn(in, slowdowns);
  }

  /** Whether a turn that has come may be used; if not, take another. */
  synchronized boolean isValid(Turn turn) {
    return turn.slowdowns() == slowdowns;
  }

  /** Adapts to the rate limit in a response, null if it had none. */
  synchronized void update(@Nullable RateLimit limit) {
    gap = usualGap;
    if (limit == null) {
      return;
    }
    long spread = limit.resetsIn().toNanos() / Math.max(1, limit.remaining());
    if (spread > GAP.toNanos()) { // what is left has to last until the limit resets
      gap = spread;
      next = time.nanos() + gap;
      slowdowns++; // turns taken before came too close to each other
    }
  }
}
