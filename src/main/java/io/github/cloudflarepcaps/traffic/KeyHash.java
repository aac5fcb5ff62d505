package io.github.cloudflarepcaps.traffic;

import java.util.SplittableRandom;

/**
 * Hashes the keys of tables with secret factors, drawn for each instance: an attacker who chooses
 * addresses cannot choose ones that collide. The high bits are the good ones.
 */
final class KeyHash {

  /** The golden ratio, as in Fibonacci hashing. */
  private static final long MIX = 0x9e3779b97f4a7c15L;

  private final long tagFactor;
  private final long factor1;
  private final long factor2;
  private final long factor3;
  private final long factor4;

  KeyHash(SplittableRandom random) {
    tagFactor = random.nextLong() | 1;
    factor1 = random.nextLong() | 1;
    factor2 = random.nextLong() | 1;
    factor3 = random.nextLong() | 1;
    factor4 = random.nextLong() | 1;
  }

  long of(long tag) {
    return mix(tag * tagFactor);
  }

  long of(long tag, long a, long b) {
    return mix(tag * tagFactor + a * factor1 + b * factor2);
  }

  long of(long tag, long a, long b, long c, long d) {
    return mix(tag * tagFactor + a * factor1 + b * factor2 + c * factor3 + d * factor4);
  }

  private static long mix(long sum) {
    return (sum ^ sum >>> 32) * MIX;
  }
}
