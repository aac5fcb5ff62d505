package io.github.cloudflarepcaps;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Objects;

/** Checks of durations that a user sets, and conversions. */
final class Durations {
  private static final Duration SHORTEST_OF_SOCKET = Duration.ofMillis(1);
  private static final Duration LONGEST_OF_SOCKET = Duration.ofMillis(Integer.MAX_VALUE);

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

  /** Bounded as OkHttp and sockets require: 1 ms, since 0 means no limit, to 24 days. */
  static Duration ofSocket(Duration value) {
    if (value.compareTo(SHORTEST_OF_SOCKET) < 0) {
      return SHORTEST_OF_SOCKET;
    }
    return value.compareTo(LONGEST_OF_SOCKET) < 0 ? value : LONGEST_OF_SOCKET;
  }

  /** Nanoseconds; a duration that exceeds a long (292 years) becomes the largest one. */
  static long nanos(Duration value) {
    try {
      return value.toNanos();
    } catch (ArithmeticException e) {
      return Long.MAX_VALUE;
    }
  }

  /** In seconds, for messages: {@code 9 s}, {@code 0.25 s}. */
  static String inSeconds(Duration value) {
    BigDecimal seconds =
        BigDecimal.valueOf(value.getSeconds()).add(BigDecimal.valueOf(value.getNano(), 9));
    return seconds.stripTrailingZeros().toPlainString() + " s";
  }
}
