package io.github.cloudflarepcaps;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One attempt to make a call, as a {@link CallObserver} is told of it. It holds no secret. */
public final class CallAttempt {
  private final Attempt attempt;

  CallAttempt(Attempt attempt) {
    this.attempt = attempt;
  }

  /** The operation's name, as that of its factory in {@link Operation}: {@code getPcap}. */
  public String operation() {
    return attempt.operation().name();
  }

  /** The HTTP method. */
  public String method() {
    return attempt.operation().method();
  }

  /** The path below the base URL. It holds ids: as a metric's label take {@link #operation()}. */
  public String path() {
    return attempt.operation().path();
  }

  /** Which attempt of its call it is, from 1. */
  public int attempt() {
    return attempt.number();
  }

  /**
   * From the start of the attempt until its answer was read, or, for a download, until it began.
   */
  public Duration elapsed() {
    return attempt.elapsed();
  }

  /** The HTTP status; null if no answer came. */
  public @Nullable Integer statusCode() {
    return attempt.answer() == null ? null : (Integer) attempt.answer().status();
  }

  /** Cloudflare's name for the exchange ({@code cf-ray}); null if none came. */
  public @Nullable String rayId() {
    return attempt.rayId();
  }

  /** What is left of the rate limit; null if the answer does not say. */
  public @Nullable RateLimit rateLimit() {
    return attempt.answer() == null ? null : attempt.answer().rateLimit();
  }

  /** Why no whole answer came; null if one came, also one that says no. */
  public @Nullable Exception failure() {
    return attempt.failure();
  }

  /** One line: {@code getPcap GET /accounts/…/pcaps/… 200 in 12 ms (attempt 1, ray …)}. */
  @Override
  public String toString() {
    Object outcome = attempt.answer() == null ? attempt.failure() : (Object) statusCode();
    return attempt.operation()
        + " "
        + outcome
        + " in "
        + elapsed().toMillis()
        + " ms (attempt "
        + attempt.number()
        + (rayId() == null ? "" : ", ray " + rayId())
        + ")";
  }
}
