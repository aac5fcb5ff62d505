package io.github.cloudflarepcaps;

import java.io.IOException;
import java.net.UnknownServiceException;
import java.security.cert.CertificateException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import javax.net.ssl.SSLPeerUnverifiedException;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Whether an attempt is followed by another, and after which pause: {@link RetryPolicy} in code.
 */
final class Retries {
  private static final double JITTER = 0.25;

  private final RetryPolicy policy;
  private final RetryBudget budget;
  private final Time time;

  Retries(RetryPolicy policy, RetryBudget budget, Time time) {
    this.policy = policy;
    this.budget = budget;
    this.time = time;
  }

  /** The pause before the next attempt; null if there is to be none. */
  @Nullable Duration pauseAfter(Attempt attempt, CallScope scope) {
    RawResponse answer = attempt.answer();
    if (answer != null && answer.isOk()) {
      budget.succeeded();
      return null;
    }
    if (attempt.number() > policy.maxRetries()
        || (answer == null && scope.isEnding())
        || !mayPass(attempt)) {
      return null; // an end that comes now, after an answer, is the pause's to notice
    }
    Duration asked = answer == null ? null : retryAfter(attempt, answer);
    if (asked != null && asked.compareTo(policy.maxRetryAfter()) > 0) {
      return null; // the caller decides about so long a wait
    }
    Duration pause = asked == null ? backOff(attempt.number()) : asked;
    if (pause.compareTo(scope.remaining()) >= 0) {
      return null; // no time would be left for the attempt
    }
    return budget.take() ? pause : null;
  }

  /** Whether a download that broke off may begin again. */
  boolean mayStartOver() {
    return policy.maxRetries() > 0 && budget.take();
  }

  private static boolean mayPass(Attempt attempt) {
    RawResponse answer = attempt.answer();
    boolean repeatable = attempt.operation().isRepeatable();
    if (answer == null) {
      return isTransient(attempt.cause()) && (repeatable || !attempt.sent());
    }
    boolean refusedUnseen = answer.status() == 429; // before anything was done
    return isTransient(answer.status()) && (repeatable || refusedUnseen);
  }

  /**
   * Whether a later try may get another status. 525 and 526, broken TLS, do not mend themselves.
   */
  static boolean isTransient(int status) {
    return switch (status) {
      case 408, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524 -> true;
      default -> false;
    };
  }

  /** A broken connection may pass; a wrong certificate, or an answer too large, comes again. */
  private static boolean isTransient(@Nullable Exception failure) {
    if (!(failure instanceof IOException)
        || failure instanceof SSLPeerUnverifiedException
        || failure instanceof UnknownServiceException
        || failure instanceof AttemptSender.TooLargeException) {
      return false;
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException) {
        return false;
      }
    }
    return true;
  }

  private Duration backOff(int attempt) {
    long longest = Durations.nanos(policy.maxDelay());
    long delay = Math.min(Durations.nanos(policy.firstDelay()), longest);
    for (int i = 1; i < attempt && delay < longest; i++) {
      delay = delay > longest / 2 ? longest : delay * 2;
    }
    return Duration.ofNanos((long) (delay * (1 - JITTER * time.random())));
  }

  /** How long the answer asks to wait: by its header, else by its body; null if by neither. */
  @Nullable Duration retryAfter(Attempt attempt, RawResponse answer) {
    Duration asked = parse(attempt.headers());
    return asked != null || answer.isOk()
        ? asked
        : Envelope.readAround(answer.body(), attempt.redactor()).retryAfter();
  }

  /** Zero, the past and what cannot be read are no answer. */
  private @Nullable Duration parse(@Nullable Headers headers) {
    String value = headers == null ? null : headers.get("Retry-After");
    if (value == null) {
      return null;
    }
    Duration wait =
        value.matches("\\d{1,18}") ? Duration.ofSeconds(Long.parseLong(value)) : until(value);
    return wait == null || wait.isZero() || wait.isNegative() ? null : wait;
  }

  private @Nullable Duration until(String date) {
    try {
      Instant then = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date));
      return Duration.between(time.now(), then);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
