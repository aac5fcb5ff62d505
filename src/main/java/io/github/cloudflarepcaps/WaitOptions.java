package io.github.cloudflarepcaps;

import java.time.Duration;
import java.util.Objects;

/**
 * How long to wait for a capture or a bucket, and how often to poll. Immutable.
 *
 * <p>The pause between polls starts at the first delay and grows by half each time, up to the
 * longest. All waits of a client also share one pace: see {@link PcapService#await(String,
 * WaitOptions)}.
 */
public final class WaitOptions {
  private static final Duration FIRST_DELAY = Duration.ofSeconds(1);
  private static final Duration MAX_DELAY = Duration.ofSeconds(10);

  private final Duration timeout;
  private final Duration firstDelay;
  private final Duration maxDelay;

  private WaitOptions(Duration timeout, Duration firstDelay, Duration maxDelay) {
    this.timeout = timeout;
    this.firstDelay = firstDelay;
    this.maxDelay = maxDelay;
  }

  /**
   * Options for a wait of at most {@code timeout}, which must be positive. The pauses between polls
   * grow from 1 s to 10 s.
   */
  public static WaitOptions upTo(Duration timeout) {
    return new WaitOptions(Durations.positive("timeout", timeout), FIRST_DELAY, MAX_DELAY);
  }

  /** The longest time to wait, including the calls. */
  public Duration timeout() {
    return timeout;
  }

  /** The pause after the first poll. */
  public Duration firstDelay() {
    return firstDelay;
  }

  /** The longest pause between two polls. */
  public Duration maxDelay() {
    return maxDelay;
  }

  /** A copy with other pauses, each positive, {@code max} not below {@code first}. */
  public WaitOptions withDelays(Duration first, Duration max) {
    Durations.positive("first", first);
    Durations.positive("max", max);
    if (max.compareTo(first) < 0) {
      throw new IllegalArgumentException(
          "max is " + max + ", but must not be below first, which is " + first);
    }
    return new WaitOptions(timeout, first, max);
  }

  /** The pause after a pause of {@code delay}. */
  Duration after(Duration delay) {
    Duration more = delay.dividedBy(2);
    return more.compareTo(maxDelay.minus(delay)) > 0 ? maxDelay : delay.plus(more);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WaitOptions that
        && timeout.equals(that.timeout)
        && firstDelay.equals(that.firstDelay)
        && maxDelay.equals(that.maxDelay);
  }

  @Override
  public int hashCode() {
    return Objects.hash(timeout, firstDelay, maxDelay);
  }

  /** {@code WaitOptions[timeout=PT5M, firstDelay=PT1S, maxDelay=PT10S]}. */
  @Override
  public String toString() {
    return "WaitOptions[timeout="
        + timeout
        + ", firstDelay="
        + firstDelay
        + ", maxDelay="
        + maxDelay
        + "]";
  }
}
