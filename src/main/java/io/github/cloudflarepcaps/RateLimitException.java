package io.github.cloudflarepcaps;

/**
 * Too many calls (429): more than 1200 in five minutes by a user or token, after which Cloudflare
 * rejects all calls for five minutes; more than one simple capture a minute; or more than one
 * running full capture. Wait for {@link #retryAfter()} before the next call, or for at least a
 * minute if it is null.
 */
public final class RateLimitException extends ApiException {
  private static final long serialVersionUID = 1;

  RateLimitException(String message, CallContext context, Rejection rejection) {
    super(message, context, rejection);
  }
}
