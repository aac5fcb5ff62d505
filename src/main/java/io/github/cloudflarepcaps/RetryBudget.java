package io.github.cloudflarepcaps;

/**
 * How many repeats all calls of a client may make together, so that an outage does not multiply its
 * load: 50 at once, one more a second, one more for ten calls that went well.
 */
final class RetryBudget {
  private static final double MOST = 50;
  private static final double PER_SUCCESS = 0.1;
  private static final double PER_NANO = 1e-9;

  private final Time time;
  private double left = MOST;
  private long counted;

  RetryBudget(Time time) {
    this.time = time;
    this.counted = time.nanos();
  }

  /** Takes one repeat; false if there is none left. */
  synchronized boolean take() {
    refill();
    if (left < 1) {
      return false;
    }
    left--;
    return true;
  }

  /** A call went well. */
  void succeeded() {
    // A stale look costs a tenth of a repeat at most, a lock at each call would cost more.
    if (left < MOST) {
      give();
    }
  }

  private synchronized void give() {
    left = Math.min(MOST, left + PER_SUCCESS);
  }

  private void refill() {
    long now = time.nanos();
    left = Math.min(MOST, left + (now - counted) * PER_NANO);
    counted = now;
  }
}
