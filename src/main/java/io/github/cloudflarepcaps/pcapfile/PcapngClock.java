package io.github.cloudflarepcaps.pcapfile;

import java.time.Instant;

/**
 * The clock of a pcapng interface.
 *
 * <p>A time is an unsigned number of 64 bits, in units of the interface's own, plus an offset in
 * seconds. This runs once for each packet, so it uses longs only, without an object.
 */
final class PcapngClock {

  /** The resolution of an interface that states none. */
  static final byte MICROSECONDS = 6;

  private static final long NANOS_PER_SECOND = 1_000_000_000;
  private static final int NANOSECONDS = 9;

  /** 10¹⁹ is the largest power of ten that fits into 64 unsigned bits. */
  private static final int LARGEST_POWER = 19;

  private final boolean binary;
  private final int exponent;
  private final long offset;
  private final long unitsPerSecond;
  private final long nanosPerUnit;
  private final long unitsPerNano;

  /**
   * Both as the options if_tsresol and if_tsoffset state them.
   *
   * @param resolution units per second: 10 to the power of this byte, or, if its top bit is set, 2
   *     to the power of the rest
   * @param offset signed seconds to add to each time
   */
  PcapngClock(byte resolution, long offset) {
    this.binary = resolution < 0;
    this.exponent = resolution & 0x7f;
    this.offset = offset;
    this.unitsPerSecond = powerOfTen(exponent);
    this.nanosPerUnit = powerOfTen(NANOSECONDS - exponent);
    this.unitsPerNano = powerOfTen(exponent - NANOSECONDS);
  }

  /** Whether an {@link Instant} can hold the time: it ends some 31 billion years from now. */
  boolean holds(long units) {
    long whole = wholeSeconds(units);
    long sum = whole + offset;
    boolean overflow = whole < 0 ? offset >= 0 || sum < 0 : offset >= 0 && sum < 0;
    return !overflow && sum >= Instant.MIN.getEpochSecond() && sum <= Instant.MAX.getEpochSecond();
  }

  /** Seconds since 1970, for a time that {@link #holds} accepts. */
  long second(long units) {
    return wholeSeconds(units) + offset;
  }

  /** Nanoseconds within the second; finer units are cut off. */
  int nano(long units) {
    return (int) (binary ? binaryNanos(units) : decimalNanos(units));
  }

  /** Whether times may be finer than a microsecond. */
  boolean nanoseconds() {
    return binary ? exponent > 0 : exponent > MICROSECONDS;
  }

  private long wholeSeconds(long units) {
    if (binary) {
      return exponent < Long.SIZE ? units >>> exponent : 0;
    }
    return unitsPerSecond == 0 ? 0 : Long.divideUnsigned(units, unitsPerSecond);
  }

  private long decimalNanos(long units) {
    long fraction = unitsPerSecond == 0 ? units : Long.remainderUnsigned(units, unitsPerSecond);
    if (exponent <= NANOSECONDS) {
      return fraction * nanosPerUnit;
    }
    return unitsPerNano == 0 ? 0 : Long.divideUnsigned(fraction, unitsPerNano);
  }

  /** The fraction of a second times 10⁹, shifted right by the exponent: a product of 128 bits. */
  private long binaryNanos(long units) {
    if (exponent == 0) {
      return 0;
    }
    long fraction = exponent < Long.SIZE ? units & ((1L << exponent) - 1) : units;
    long low = fraction * NANOS_PER_SECOND;
    long signed = Math.multiplyHigh(fraction, NANOS_PER_SECOND);
    long high = fraction < 0 ? signed + NANOS_PER_SECOND : signed;
    return exponent < Long.SIZE
        ? high << (Long.SIZE - exponent) | low >>> exponent
        : high >>> (exponent - Long.SIZE);
  }

  /** 1 for a negative exponent; 0 for a power beyond 64 bits. */
  private static long powerOfTen(int exponent) {
    long power = exponent > LARGEST_POWER ? 0 : 1;
    for (int i = 0; i < exponent; i++) {
      power *= 10;
    }
    return power;
  }
}
