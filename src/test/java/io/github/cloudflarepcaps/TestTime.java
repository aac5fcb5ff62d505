package io.github.cloudflarepcaps;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** A time that passes only when someone waits, at once; it keeps what was waited. */
final class TestTime implements Time {
  static final Instant BEGIN = Instant.parse("2026-11-21T12:00:00Z");

  private final AtomicLong nanos = new AtomicLong();
  private final List<Duration> pauses = new CopyOnWriteArrayList<>();
  private final double random;

  private TestTime(double random) {
    this.random = random;
  }

  /** Chance has no part in it: pauses are as long as they can be. */
  static TestTime start() {
    return new TestTime(0);
  }

  /** Chance always falls so, from 0 to below 1. */
  static TestTime startWithChance(double random) {
    return new TestTime(random);
  }

  /** What was waited, wait by wait. */
  List<Duration> pauses() {
    return List.copyOf(pauses);
  }

  /** Lets time pass. */
  void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
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
