package io.github.cloudflarepcaps.traffic;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A length of time that people count in, such as 20 ms or 5 minutes. Intervals of it begin at
 * multiples of it since 1970, and are named by their index.
 *
 * @param seconds the length in seconds, or 0 if it is below one
 * @param nanos the length in nanoseconds, or 0 if it is a second or more
 */
record IntervalLength(long seconds, int nanos) implements Serializable {

  private static final int NANOS_PER_SECOND = 1_000_000_000;
  private static final int LEAST = 1000;

  /**
   * From there on times are not counted in less than ten milliseconds: the index would overflow.
   */
  private static final long FAR_SECOND = 1L << 33;

  private static final int LEAST_OF_FAR = 10_000_000;

  private static final int DAY = 86_400;

  /** From a microsecond to longer than all of time, each at most two and a half times the last. */
  static final List<IntervalLength> ALL =
      Stream.of(
              decades(LEAST, NANOS_PER_SECOND).mapToObj(n -> new IntervalLength(0, (int) n)),
              seconds(1, 1, 2, 5, 10, 15, 20, 30),
              seconds(60, 1, 2, 5, 10, 15, 20, 30),
              seconds(3600, 1, 2, 3, 4, 6, 12),
              decades(DAY, Instant.MAX.getEpochSecond() * 3)
                  .mapToObj(s -> new IntervalLength(s, 0)))
          .flatMap(lengths -> lengths)
          .toList();

  private static LongStream decades(long first, long end) {
    return LongStream.iterate(first, ten -> ten < end, ten -> ten * 10)
        .flatMap(ten -> LongStream.of(ten, 2 * ten, 5 * ten));
  }

  private static Stream<IntervalLength> seconds(int unit, int... counts) {
    return IntStream.of(counts).mapToObj(count -> new IntervalLength((long) unit * count, 0));
  }

  /** Whether a time can be counted in intervals of this length. */
  boolean reaches(long epochSecond) {
    return seconds > 0
        || nanos >= LEAST_OF_FAR
        || (epochSecond < FAR_SECOND && epochSecond >= -FAR_SECOND);
  }

  /** The index of the interval that holds a time. */
  long index(long epochSecond, int nano) {
    return seconds > 0
        ? Math.floorDiv(epochSecond, seconds)
        : epochSecond * (NANOS_PER_SECOND / nanos) + nano / nanos;
  }

  long index(Instant time) {
    return index(time.getEpochSecond(), time.getNano());
  }

  Instant start(long index) {
    if (seconds > 0) {
      // The first interval of all may begin before there are instants.
      return Instant.ofEpochSecond(Math.max(index * seconds, Instant.MIN.getEpochSecond()));
    }
    long perSecond = NANOS_PER_SECOND / nanos;
    return Instant.ofEpochSecond(
        Math.floorDiv(index, perSecond), Math.floorMod(index, perSecond) * nanos);
  }

  Duration duration() {
    return Duration.ofSeconds(seconds, nanos);
  }

  /** Whether an interval of the other length is made up of complete ones of this length. */
  boolean divides(IntervalLength other) {
    return seconds > 0
        ? other.seconds > 0 && other.seconds % seconds == 0
        : other.seconds > 0 || other.nanos % nanos == 0;
  }
}
