package io.github.cloudflarepcaps;

import java.time.Duration;
import java.util.Objects;

/**
 * How often, and after which pauses, a call that failed with a transient error is retried.
 * Immutable.
 *
 * <p><b>What is retried.</b> List, get, stop, delete and a download before its first byte: after
 * 408, 429, 500, 502, 503, 504, 520 to 524, and after a broken connection. Create, add and
 * validate: only if nothing was sent, or after 429. Never: 525, 526, a certificate that is not
 * trusted, a handshake that the server rejects, credentials or a host that a proxy rejects. A call
 * on an idle connection that the server has closed is sent at once on another connection, under any
 * policy; this does not count as a retry.
 *
 * <p><b>After which pause.</b> The first delay, doubled with each retry up to the maximum, minus a
 * random part of up to 25 %. If the response states a pause ({@code Retry-After}, or {@code
 * retry_after} in its body), that pause; if it is longer than {@link #maxRetryAfter()} or ends
 * after the call's deadline, the call fails at once. All calls of a client share a budget of 50
 * retries, so that they do not make an outage worse; it regains one a second, and one for every ten
 * successful calls.
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

  /** The maximum number of retries of a call, from 0; a call makes at most one attempt more. */
  public int maxRetries() {
    return maxRetries;
  }

  /** The pause before the first retry; it doubles with each. */
  public Duration firstDelay() {
    return firstDelay;
  }

  /** The upper bound for computed back-off; a {@code Retry-After} may be longer. */
  public Duration maxDelay() {
    return maxDelay;
  }

  /** The longest {@code Retry-After} that is waited for. */
  public Duration maxRetryAfter() {
    return maxRetryAfter;
  }

  /** A copy with that many retries, from 0. */
  public RetryPolicy withMaxRetries(int retries) {
    if (retries < 0) {
      throw new IllegalArgumentException("maxRetries is " + retries + ", but must be at least 0");
    }
    return new RetryPolicy(retries, firstDelay, maxDelay, maxRetryAfter);
  }

  /** A copy with that first pause, zero or longer. */
  public RetryPolicy withFirstDelay(Duration delay) {
    return new RetryPolicy(
        maxRetries, Durations.notNegative("firstDelay", delay), maxDelay, maxRetryAfter);
  }

  /** A copy with that upper bound for back-off, zero or longer. */
  public RetryPolicy withMaxDelay(Duration delay) {
    return new RetryPolicy(
        maxRetries, firstDelay, Durations.notNegative("maxDelay", delay), maxRetryAfter);
  }

  /** A copy that waits for a {@code Retry-After} of at most this; zero waits for none. */
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
