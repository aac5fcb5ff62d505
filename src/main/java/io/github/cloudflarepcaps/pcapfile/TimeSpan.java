package io.github.cloudflarepcaps.pcapfile;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The packets counted so far in a classic pcap file, and the earliest and latest of their times.
 */
final class TimeSpan {

  static final long NANOS_PER_SECOND = 1_000_000_000;

  private long packets;
  private long earliest = Long.MAX_VALUE;
  private long latest = Long.MIN_VALUE;

  void add(long nanos) {
    packets++;
    earliest = Math.min(earliest, nanos);
    latest = Math.max(latest, nanos);
  }

  long packets() {
    return packets;
  }

  @Nullable Instant first() {
    return packets == 0 ? null : instant(earliest);
  }

  @Nullable Instant last() {
    return packets == 0 ? null : instant(latest);
  }

  static Instant instant(long nanos) {
    return Instant.ofEpochSecond(nanos / NANOS_PER_SECOND, nanos % NANOS_PER_SECOND);
  }
}
