package io.github.cloudflarepcaps;

import java.time.Duration;
import java.util.Objects;

/**
 * How long to wait for a capture or a bucket, and how often to look. Immutable.
 *
 * <p>The pauses between looks begin with the first delay and grow by half each time up to the
 * longest. All waits of a client are paced together besides: see {@link PcapService#await(String,
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
   * Waits that long at most, more than zero; looks again after 1 s at first, at most 10 s apart.
   */
  public static WaitOptions upTo(Duration timeout) {
    return new WaitOptions(Durations.positive("timeout", timeout), FIRST_DELAY, MAX_DELAY);
  }

  /** How long to wait at most, the calls included. */
  public Duration timeout() {
    return timeout;
  }

  /** The pause after the first look. */
  public Duration firstDelay() {
    return firstDelay;
  }

  /** The longest pause between two looks. */
  public Duration maxDelay() {
    return maxDelay;
  }

  /** These options with other pauses, each more than zero, the longest not below the first. */
  public WaitOptions withDelays(Duration first, Duration max) {
    Durations.positive("first", first);
    Durations.positive("max", max);
    if (max.compareTo(first) < 0) {
      throw new IllegalArgumentException(
          "max is " + max + ", but must not be below first, which is " + first);
    }
    return new WaitOptions(timeout, first, max);
  }

  /** The pause that follows that one. */
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
