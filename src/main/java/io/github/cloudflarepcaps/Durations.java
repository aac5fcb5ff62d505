package io.github.cloudflarepcaps;

import java.time.Duration;
import java.util.Objects;

/** The rules for durations that a caller sets, and their nanoseconds. */
final class Durations {
  private Durations() {}

  static Duration positive(String name, Duration value) {
    if (Objects.requireNonNull(value, name).isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + " is " + value + ", but must be more than zero");
    }
    return value;
  }

  static Duration notNegative(String name, Duration value) {
    if (Objects.requireNonNull(value, name).isNegative()) {
      throw new IllegalArgumentException(name + " is " + value + ", but must not be negative");
    }
    return value;
  }

  /** Milliseconds, one at least; what does not fit is the most that does. */
  static long millis(Duration value) {
    return Math.max(1, nanos(value) / 1_000_000);
  }

  /** Nanoseconds; what does not fit (292 years) is the most that does. */
  static long nanos(Duration value) {
    try {
      return value.toNanos();
    } catch (ArithmeticException e) {
      return Long.MAX_VALUE;
    }
  }
}
