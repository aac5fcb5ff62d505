package io.github.cloudflarepcaps;

import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/** Clock, sleep and randomness, so that tests can control them. */
interface Time {
  /** The system clock, and a thread that really waits. */
  Time SYSTEM = new SystemTime();

  /** Nanoseconds from an arbitrary origin; never decreases. */
  long nanos();

  /** The current time. */
  Instant now();

  /** Parks for up to that time; may return early or spuriously. */
  void park(long nanos);

  /** A random number from 0 (inclusive) to 1 (exclusive). */
  double random();

  /** Real time. */
  final class SystemTime implements Time {
    @Override
    public long nanos() {
      return System.nanoTime();
    }

    @Override
    public Instant now() {
      return Instant.now();
    }

    @Override
    public void park(long nanos) {
      LockSupport.parkNanos(nanos);
    }

    @Override
    public double random() {
      return ThreadLocalRandom.current().nextDouble();
    }
  }
}
