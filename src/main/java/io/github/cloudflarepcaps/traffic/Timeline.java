package io.github.cloudflarepcaps.traffic;

import io.github.cloudflarepcaps.traffic.TrafficSummary.Interval;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Packets and bytes by time, unchangeable.
 *
 * @param length that of the intervals counted
 * @param counts by index of the interval; see {@link TimelineCounter#tag}
 */
record Timeline(
    IntervalLength length, KeyCounts counts, @Nullable Instant first, @Nullable Instant last)
    implements Serializable {

  /** Nobody sees more at once, and a hostile time must not decide how much memory a list takes. */
  private static final int MAX_INTERVALS = 4096;

  List<Interval> intervals(int n) {
    if (n < 1) {
      throw new IllegalArgumentException("intervals is " + n + ", but must be at least 1");
    }
    if (first == null || last == null) {
      return List.of();
    }
    for (IntervalLength candidate : IntervalLength.ALL) {
      if (length.divides(candidate)) {
        long count = candidate.index(last) - candidate.index(first) + 1;
        if (count <= Math.min(n, MAX_INTERVALS)) {
          return intervals(candidate, candidate.index(first), (int) count);
        }
      }
    }
    return List.of(everything(first, last));
  }

  private List<Interval> intervals(IntervalLength target, long firstIndex, int count) {
    long[] packets = new long[count];
    long[] bytes = new long[count];
    for (int row = 0; row < counts.size(); row++) {
      Instant start = length.start(TimelineCounter.index(counts.word(row, 0)));
      // The first interval counted may begin before the first of these does, by rounding only.
      int i = (int) Math.max(0, target.index(start) - firstIndex);
      packets[i] += counts.counted(row);
      bytes[i] += counts.other(row);
    }
    List<Interval> intervals = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Instant start = target.start(firstIndex + i);
      intervals.add(new Interval(start, target.duration(), packets[i], bytes[i]));
    }
    return List.copyOf(intervals);
  }

  /** Times on both sides of 1970 are in no single interval that begins at a multiple. */
  private Interval everything(Instant earliest, Instant latest) {
    long packets = 0;
    long bytes = 0;
    for (int row = 0; row < counts.size(); row++) {
      packets += counts.counted(row);
      bytes += counts.other(row);
    }
    Duration span = Duration.between(earliest, latest).plusNanos(1);
    return new Interval(earliest, span, packets, bytes);
  }
}
