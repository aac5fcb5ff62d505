package io.github.cloudflarepcaps;

import java.net.URI;
import java.time.Duration;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** One HTTP attempt of a call, as reported to a {@link CallObserver}. It contains no secret. */
public final class CallAttempt {
  // Copies only: an observer may queue attempts, and must not hold credentials and bodies by them.
  private final String operation;
  private final String method;
  private final String path;
  private final HttpUrl url;
  private final int attempt;
  private final Duration elapsed;
  private final @Nullable Integer statusCode;
  private final @Nullable String rayId;
  private final @Nullable RateLimit rateLimit;
  private final @Nullable Exception failure;

  CallAttempt(Attempt attempt, HttpUrl url) {
    RawResponse response = attempt.response();
    Exception cause = attempt.failure();
    this.operation = attempt.operation().name();
    this.method = attempt.operation().method();
    this.path = attempt.operation().path();
    this.url = url;
    this.attempt = attempt.number();
    this.elapsed = attempt.elapsed();
    this.statusCode = response == null ? null : (Integer) response.status();
    this.rayId = attempt.rayId();
    this.rateLimit = response == null ? null : response.rateLimit();
    this.failure = cause == null ? null : attempt.redactor().clean(cause);
  }

  /** The name of the operation's factory in {@link Operation}, such as {@code getPcap}. */
  public String operation() {
    return operation;
  }

  /** The HTTP method. */
  public String method() {
    return method;
  }

  /**
   * The path below the base URL. It contains ids: use {@link #operation()} as the label of a
   * metric.
   */
  public String path() {
    return path;
  }

  /** The request's complete URL, which contains no secret. */
  public URI uri() {
    return url.uri();
  }

  /** The number of the attempt within its call, from 1. */
  public int attempt() {
    return attempt;
  }

  /**
   * The time from the start of the attempt until its response was read or, for a download, began.
   */
  public Duration elapsed() {
    return elapsed;
  }

  /** The HTTP status; null if no complete response arrived. */
  public @Nullable Integer statusCode() {
    return statusCode;
  }

  /** Cloudflare's id of the exchange ({@code cf-ray}); null if no response arrived. */
  public @Nullable String rayId() {
    return rayId;
  }

  /** What is left of the rate limit; null if the response does not state it. */
  public @Nullable RateLimit rateLimit() {
    return rateLimit;
  }

  /** Why no complete response arrived; null if one did, whatever its status. */
  public @Nullable Exception failure() {
    return failure;
  }

  /** One line: {@code getPcap GET /accounts/…/pcaps/… 200 in 12 ms (attempt 1, ray …)}. */
  @Override
  public String toString() {
    Object outcome = statusCode == null ? failure : (Object) statusCode;
    return operation
        + " "
        + method
        + " "
        + path
        + " "
        + outcome
        + " in "
        + elapsed.toMillis()
        + " ms (attempt "
        + attempt
        + (rayId == null ? "" : ", ray " + rayId)
        + ")";
  }
}
