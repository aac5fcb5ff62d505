package io.github.cloudflarepcaps;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/** A clock that advances only when a thread pauses, without waiting; it records the pauses. */
final class TestTime implements Time {
  static final Instant BEGIN = Instant.parse("2026-11-21T12:00:00Z");

  private final AtomicLong nanos = new AtomicLong();
  private final List<Duration> pauses = new CopyOnWriteArrayList<>();
  private final double random;

  private TestTime(double random) {
    this.random = random;
  }

  /** Without jitter: pauses have their full length. */
  static TestTime start() {
    return new TestTime(0);
  }

  /** With that share of the jitter, from 0 to below 1. */
  static TestTime startWithRandom(double random) {
    return new TestTime(random);
  }

  /** Pauses of those lengths. */
  static List<Duration> millis(long... millis) {
    return LongStream.of(millis).mapToObj(Duration::ofMillis).toList();
  }

  /** The pauses so far. */
  List<Duration> pauses() {
    return List.copyOf(pauses);
  }

  /** Advances the clock. */
  void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  /** This clock, for a fake. */
  Clock clock() {
    return new Clock() {
      @Override
      public Instant instant() {
        return now();
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("the API uses only UTC");
      }
    };
  }

  @Override
  public long nanos() {
    return nanos.get();
  }

  @Override
  public Instant now() {
    return BEGIN.plusNanos(nanos.get());
  }

  @Override
  public void park(long length) {
    pauses.add(Duration.ofNanos(length));
    nanos.addAndGet(length);
  }

  @Override
  public double random() {
    return random;
  }
}
