package io.github.cloudflarepcaps;

/**
 * How many retries all calls of a client may make together, so that an outage does not multiply its
 * load: 50 at once, one more a second, and one more for every ten calls that succeed.
 */
final class RetryBudget {
  // A retry is counted as a second in nanoseconds, so that elapsed time is the refill. A long,
  // since
  // a double read outside the lock could be torn.
  private static final long RETRY = 1_000_000_000;
  private static final long MAX = 50 * RETRY;
  private static final long PER_SUCCESS = RETRY / 10;

  private final Time time;
  private volatile long left = MAX; // written under the lock
  private long refilledAt; // under the lock

  RetryBudget(Time time) {
    this.time = time;
    this.refilledAt = time.nanos();
  }

  /** Takes one retry; false if none is left. */
  synchronized boolean take() {
    refill();
    if (left < RETRY) {
      return false;
    }
    left = left - RETRY;
    return true;
  }

  /** Adds for a call that succeeded. */
  void succeeded() {
    if (left < MAX) { // without the lock: nearly every call finds the budget full
      add(PER_SUCCESS);
    }
  }

  private synchronized void add(long nanos) {
    left = Math.min(MAX, left + nanos);
  }

  private void refill() {
    long now = time.nanos();
    left = Math.min(MAX, left + now - refilledAt);
    refilledAt = now;
  }
}
