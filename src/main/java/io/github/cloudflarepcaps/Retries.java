package io.github.cloudflarepcaps;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether another attempt follows, and after which pause: {@link RetryPolicy} in code.
 *
 * <p>Something may be sent again in five places, of which only the first two are about one call:
 *
 * <ol>
 *   <li>{@link Transport#call} sends a call again after the pause that this class decides on.
 *   <li>{@link AttemptSender#send} sends it again at once if the server had closed the idle
 *       connection: always where nothing was sent, else only if it is idempotent.
 *   <li>{@link Downloads#save} starts a broken download over, once.
 *   <li>{@link Waits} polls on after a poll that failed with a transient error.
 *   <li>{@link PcapCapture} waits for its turn when its create gets a 429, where nothing was
 *       created.
 * </ol>
 *
 * <p>The first and the third take a retry from the {@link RetryBudget} that all calls of a client
 * share.
 */
final class Retries {
  private static final double JITTER = 0.25;

  private final RetryPolicy policy;
  private final RetryBudget budget;
  private final RetryAfter retryAfter;
  private final Time time;

  Retries(RetryPolicy policy, RetryBudget budget, Time time) {
    this.policy = policy;
    this.budget = budget;
    this.retryAfter = new RetryAfter(time);
    this.time = time;
  }

  /** The pause before the next attempt; null if there is none. */
  @Nullable Duration pauseAfter(Attempt attempt, CallScope scope) {
    RawResponse response = attempt.response();
    if (response != null && response.isOk()) {
      budget.succeeded();
      return null;
    }
    if (attempt.number() > policy.maxRetries()
        || (response == null && scope.isEnding())
        || !mayRetry(attempt)) {
      return null; // a scope that ends now, after a response, is noticed by the pause
    }
    Duration requested = response == null ? null : retryAfter.of(response);
    if (requested != null && requested.compareTo(policy.maxRetryAfter()) > 0) {
      return null; // too long to wait without asking the caller
    }
    Duration pause = requested == null ? backOff(attempt.number()) : requested;
    if (pause.compareTo(scope.remaining()) >= 0) {
      return null; // no time would be left for the attempt
    }
    return budget.take() ? pause : null;
  }

  /** Whether a download that broke may start over. */
  boolean mayStartOver() {
    return policy.maxRetries() > 0 && budget.take();
  }

  private static boolean mayRetry(Attempt attempt) {
    RawResponse response = attempt.response();
    boolean idempotent = attempt.operation().isIdempotent();
    if (response == null) {
      return isTransient(attempt.failure()) && (idempotent || !attempt.isSent());
    }
    boolean rateLimited = response.status() == 429; // rejected before it took effect
    return isTransient(response.status()) && (idempotent || rateLimited);
  }

  /** Whether a later attempt may get another status. 525 and 526, TLS errors at the edge, stay. */
  static boolean isTransient(int status) {
    return switch (status) {
      case 408, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524 -> true;
      default -> false;
    };
  }

  private static boolean isTransient(@Nullable Exception failure) {
    return failure instanceof IOException
        && !(failure instanceof RawResponse.TooLargeException)
        && RetryBlocker.of(failure) == null;
  }

  private Duration backOff(int attempt) {
    long longest = Durations.nanos(policy.maxDelay());
    long delay = Math.min(Durations.nanos(policy.firstDelay()), longest);
    for (int i = 1; i < attempt && delay < longest; i++) {
      delay = delay > longest / 2 ? longest : delay * 2;
    }
    return Duration.ofNanos((long) (delay * (1 - JITTER * time.random())));
  }
}
