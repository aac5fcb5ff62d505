package io.github.cloudflarepcaps;

import io.github.cloudflarepcaps.model.ApiError;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The API rejected the request: by an HTTP status (also 3xx: redirects are not followed), or by
 * {@code success: false} with any status. The message has the request line, the status,
 * Cloudflare's errors or the server's own words, and the ray id.
 *
 * <p>Three subtypes indicate what to do: {@link AuthenticationException}, {@link
 * NotFoundException}, {@link RateLimitException}. For all others read {@link #errors()}. A 5xx has
 * already been retried where that is safe.
 */
public sealed class ApiException extends CloudflareException
    permits AuthenticationException, NotFoundException, RateLimitException {
  private static final long serialVersionUID = 1;

  private final Rejection rejection;

  ApiException(String message, CallContext context, Rejection rejection) {
    super(message, null, context);
    this.rejection = rejection;
  }

  /** The HTTP status; 200 is possible, with {@code success: false} in the body. */
  public int statusCode() {
    return rejection.statusCode();
  }

  /** Cloudflare's errors; empty if there are none. Unmodifiable. */
  public List<ApiError> errors() {
    return rejection.errors();
  }

  /**
   * How long to wait before the next call, if the response states it; or null. Automatic retries
   * wait for it, up to {@link RetryPolicy#maxRetryAfter()} and the call's timeout.
   */
  public @Nullable Duration retryAfter() {
    return rejection.retryAfter();
  }

  @Override
  ApiException copy(String message, CallContext context) {
    return of(message, context, rejection);
  }

  /** A copy with more text at the end of the message. */
  final ApiException because(String more) {
    return traced(copy(getMessage() + more, context()));
  }

  static ApiException of(String message, CallContext context, Rejection rejection) {
    if (rejection.isAuthentication()) {
      return new AuthenticationException(message, context, rejection);
    }
    return switch (rejection.statusCode()) {
      case 404 -> new NotFoundException(message, context, rejection);
      case 429 -> new RateLimitException(message, context, rejection);
      default -> new ApiException(message, context, rejection);
    };
  }

  /**
   * How the request was rejected.
   *
   * @param byApi whether the body is an envelope of the API, and not a page of a gateway or a
   *     challenge before it
   */
  record Rejection(
      int statusCode, List<ApiError> errors, boolean byApi, @Nullable Duration retryAfter)
      implements Serializable {

    /** 401; and, from the API, 403 and the 400 that malformed or missing credentials get. */
    boolean isAuthentication() {
      return switch (statusCode) {
        case 401 -> true;
        case 403 -> byApi;
        case 400 -> byApi && errors.stream().anyMatch(Rejection::isAboutCredentials);
        default -> false;
      };
    }

    private static boolean isAboutCredentials(ApiError error) {
      return error.code() == 6003 || error.code() == 9106;
    }
  }
}
