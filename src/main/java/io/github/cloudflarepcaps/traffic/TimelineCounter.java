package io.github.cloudflarepcaps.traffic;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Counts packets and bytes by time in bounded memory.
 *
 * <p>Only intervals that have packets are kept, so that a single wrong time costs one interval.
 * When there are more than {@link #MAX_INTERVALS} of them, they are joined to longer ones.
 */
final class TimelineCounter {

  /** Fits a table of 1024 slots: each join makes a new one. */
  private static final int MAX_INTERVALS = 700;

  /** Makes the index of any interval a positive number. */
  private static final long ZERO = 1L << 62;

  private final KeyHash hashes;
  private final Median median;
  private IntervalLength length = IntervalLength.ALL.get(0);
  private KeyTable intervals;
  private long firstSecond = Long.MAX_VALUE;
  private int firstNano;
  private long lastSecond = Long.MIN_VALUE;
  private int lastNano;

  TimelineCounter(KeyHash hashes, Median median) {
    this.hashes = hashes;
    this.median = median;
    this.intervals = new KeyTable(0, false, hashes, median);
  }

  /** The key of an interval in the table. */
  private static long tag(long index) {
    return index + ZERO;
  }

  static long index(long tag) {
    return tag - ZERO;
  }

  void add(long epochSecond, int nano, long bytes) {
    include(epochSecond, nano);
    while (!length.reaches(epochSecond)) {
      join();
    }
    intervals.add(tag(length.index(epochSecond, nano)), 1, bytes);
    while (intervals.size() > MAX_INTERVALS) {
      join();
    }
  }

  @SuppressWarnings("JavaInstantGetSecondsGetNano") // include takes both
  void addAll(Timeline other) {
    if (other.first() == null || other.last() == null) {
      return;
    }
    include(other.first().getEpochSecond(), other.first().getNano());
    include(other.last().getEpochSecond(), other.last().getNano());
    while (!other.length().divides(length)) {
      join();
    }
    add(other.length(), other.counts());
    while (intervals.size() > MAX_INTERVALS) {
      join();
    }
  }

  Timeline toTimeline() {
    return new Timeline(
        length,
        intervals.toCounts(),
        instant(firstSecond, firstNano),
        instant(lastSecond, lastNano));
  }

  private void include(long epochSecond, int nano) {
    if (epochSecond < firstSecond || (epochSecond == firstSecond && nano < firstNano)) {
      firstSecond = epochSecond;
      firstNano = nano;
    }
    if (epochSecond > lastSecond || (epochSecond == lastSecond && nano > lastNano)) {
      lastSecond = epochSecond;
      lastNano = nano;
    }
  }

  /** Joins intervals to the next length that is a multiple of the present one. */
  private void join() {
    IntervalLength before = length;
    length =
        IntervalLength.ALL.stream()
            .dropWhile(candidate -> !candidate.equals(before))
            .skip(1)
            .filter(before::divides)
            .findFirst()
            .orElseThrow();
    KeyCounts counts = intervals.toCounts();
    intervals = new KeyTable(0, false, hashes, median);
    add(before, counts);
  }

  private void add(IntervalLength theirs, KeyCounts counts) {
    for (int row = 0; row < counts.size(); row++) {
      Instant start = theirs.start(index(counts.word(row, 0)));
      intervals.add(tag(length.index(start)), counts.counted(row), counts.other(row));
    }
  }

  private @Nullable Instant instant(long second, int nano) {
    return intervals.size() == 0 ? null : Instant.ofEpochSecond(second, nano);
  }
}
