package io.github.cloudflarepcaps;

import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/** Time, waiting and chance: all that a test must be able to decide. */
interface Time {
  /** The clock on the wall and a thread that really waits. */
  Time SYSTEM = new SystemTime();

  /** Nanoseconds from some beginning, never backwards. */
  long nanos();

  /** The time on the wall. */
  Instant now();

  /** Waits that long, until unparked or interrupted, or for no reason at all. */
  void park(long nanos);

  /** From 0 to below 1. */
  double random();

  /** The real thing. */
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
