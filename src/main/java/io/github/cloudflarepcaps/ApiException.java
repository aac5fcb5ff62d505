package io.github.cloudflarepcaps;

import io.github.cloudflarepcaps.model.ApiError;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The API said no: by an HTTP status (a redirect too, as none is followed), or by {@code success:
 * false} with any status. The message has the call, the status, Cloudflare's errors and the ray id;
 * of an answer that is not JSON, a short excerpt.
 *
 * <p>The three subtypes say what to do: {@link AuthenticationException}, {@link NotFoundException},
 * {@link RateLimitException}. For the others read {@link #errors()}. A 5xx has been repeated
 * already where that is safe.
 */
public sealed class ApiException extends CloudflareException
    permits AuthenticationException, NotFoundException, RateLimitException {
  private static final long serialVersionUID = 1;

  private final int statusCode;
  private final transient List<ApiError> errors;
  private final @Nullable Duration retryAfter;

  ApiException(String message, CallContext context, Refusal refusal) {
    super(message, null, context);
    this.statusCode = refusal.statusCode();
    this.errors = refusal.errors();
    this.retryAfter = refusal.retryAfter();
  }

  /** The HTTP status; 200 is possible, with {@code success: false} in the body. */
  public int statusCode() {
    return statusCode;
  }

  /** Cloudflare's reasons, as far as it gave any; unmodifiable. */
  public List<ApiError> errors() {
    return errors;
  }

  /**
   * How long Cloudflare asks to wait before the next call; null if it does not say. It is waited
   * for by itself where the call may be repeated, up to {@link RetryPolicy#maxRetryAfter()} and the
   * call's timeout.
   */
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }

  /** The same refusal with more to say. */
  ApiException because(String more) {
    Refusal refusal = new Refusal(statusCode, errors, retryAfter);
    return of(getMessage() + more, context(), refusal);
  }

  static ApiException of(String message, CallContext context, Refusal refusal) {
    if (refusal.isAuthentication()) {
      return new AuthenticationException(message, context, refusal);
    }
    return switch (refusal.statusCode()) {
      case 404 -> new NotFoundException(message, context, refusal);
      case 429 -> new RateLimitException(message, context, refusal);
      default -> new ApiException(message, context, refusal);
    };
  }

  /** What the API said when it said no. */
  record Refusal(int statusCode, List<ApiError> errors, @Nullable Duration retryAfter) {

    /** 401, 403, and the 400 that malformed (6003) or missing (9106) credentials get. */
    boolean isAuthentication() {
      return statusCode == 401
          || statusCode == 403
          || (statusCode == 400
              && errors.stream().anyMatch(error -> error.code() == 6003 || error.code() == 9106));
    }
  }
}
