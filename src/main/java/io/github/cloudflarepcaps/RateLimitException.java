package io.github.cloudflarepcaps;

/**
 * Too many calls (429): more than 1200 in five minutes by a user or token, after which Cloudflare
 * rejects everything for five minutes; or more than one simple capture a minute, or than one
 * running full capture. Wait for {@link #retryAfter()} before the next call; if it is null, a
 * minute or more.
 */
public final class RateLimitException extends ApiException {
  private static final long serialVersionUID = 1;

  RateLimitException(String message, CallContext context, Rejection rejection) {
    super(message, context, rejection);
  }
}
