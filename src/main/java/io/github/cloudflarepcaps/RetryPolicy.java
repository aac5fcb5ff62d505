package io.github.cloudflarepcaps;

import java.time.Duration;
import java.util.Objects;

/**
 * How often, and after which pauses, a call is repeated that failed in a way that may pass.
 * Immutable.
 *
 * <p><b>What is repeated.</b> List, get, stop, delete and a download before its first byte: after
 * 408, 429, 500, 502, 503, 504, 520 to 524, and after a broken connection; never after 525, 526 or
 * a certificate that is not trusted. Create, add and validate: only if nothing was sent, or after
 * 429. A call that meets a connection which the server had closed while it was idle goes out on
 * another at once, with any policy: that is no failure and counts as no repeat.
 *
 * <p><b>After which pause.</b> The first delay, doubled each time up to the longest, less a random
 * part of up to 25 %. If the answer says when ({@code Retry-After}, or {@code retry_after} in its
 * body), then at that time; if that is further off than {@link #maxRetryAfter()} or than the call's
 * deadline, the call fails at once. All calls of a client share a budget of repeats, so that an
 * outage is not made worse: it holds 50, gains one a second and one for every ten calls that
 * succeed.
 */
public final class RetryPolicy {
  private static final RetryPolicy STANDARD =
      new RetryPolicy(2, Duration.ofMillis(500), Duration.ofSeconds(8), Duration.ofSeconds(30));

  private final int maxRetries;
  private final Duration firstDelay;
  private final Duration maxDelay;
  private final Duration maxRetryAfter;

  private RetryPolicy(
      int maxRetries, Duration firstDelay, Duration maxDelay, Duration maxRetryAfter) {
    this.maxRetries = maxRetries;
    this.firstDelay = firstDelay;
    this.maxDelay = maxDelay;
    this.maxRetryAfter = maxRetryAfter;
  }

  /** Two retries, the first after 500 ms, at most 8 s apart; {@code Retry-After} up to 30 s. */
  public static RetryPolicy standard() {
    return STANDARD;
  }

  /** No retries at all. */
  public static RetryPolicy none() {
    return STANDARD.withMaxRetries(0);
  }

  /** How often a call is repeated at most, from 0; a call is made one time more than that. */
  public int maxRetries() {
    return maxRetries;
  }

  /** The pause before the first repeat; it doubles with each. */
  public Duration firstDelay() {
    return firstDelay;
  }

  /** The longest pause that is our own choice. */
  public Duration maxDelay() {
    return maxDelay;
  }

  /** The longest {@code Retry-After} that is waited for. */
  public Duration maxRetryAfter() {
    return maxRetryAfter;
  }

  /** This policy with that many retries, from 0. */
  public RetryPolicy withMaxRetries(int retries) {
    if (retries < 0) {
      throw new IllegalArgumentException("maxRetries is " + retries + ", but must be at least 0");
    }
    return new RetryPolicy(retries, firstDelay, maxDelay, maxRetryAfter);
  }

  /** This policy with that first pause, zero or longer. */
  public RetryPolicy withFirstDelay(Duration delay) {
    return new RetryPolicy(
        maxRetries, Durations.notNegative("firstDelay", delay), maxDelay, maxRetryAfter);
  }

  /** This policy with that longest pause, zero or longer. */
  public RetryPolicy withMaxDelay(Duration delay) {
    return new RetryPolicy(
        maxRetries, firstDelay, Durations.notNegative("maxDelay", delay), maxRetryAfter);
  }

  /** This policy, waiting for a {@code Retry-After} up to that; zero waits for none. */
  public RetryPolicy withMaxRetryAfter(Duration delay) {
    return new RetryPolicy(
        maxRetries, firstDelay, maxDelay, Durations.notNegative("maxRetryAfter", delay));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RetryPolicy that
        && maxRetries == that.maxRetries
        && firstDelay.equals(that.firstDelay)
        && maxDelay.equals(that.maxDelay)
        && maxRetryAfter.equals(that.maxRetryAfter);
  }

  @Override
  public int hashCode() {
    return Objects.hash(maxRetries, firstDelay, maxDelay, maxRetryAfter);
  }

  /** {@code RetryPolicy[maxRetries=2, firstDelay=PT0.5S, …]}. */
  @Override
  public String toString() {
    return "RetryPolicy[maxRetries="
        + maxRetries
        + ", firstDelay="
        + firstDelay
        + ", maxDelay="
        + maxDelay
        + ", maxRetryAfter="
        + maxRetryAfter
        + "]";
  }
}
