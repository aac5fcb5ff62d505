package io.github.cloudflarepcaps;

/**
 * Too many calls (429): 1200 in five minutes for a user or token, after which Cloudflare refuses
 * everything for five minutes. Wait for {@link #retryAfter()} before the next call, if it is null a
 * minute or more. It may also be the limit of one simple capture a minute, or of one running full
 * capture.
 */
public final class RateLimitException extends ApiException {
  private static final long serialVersionUID = 1;

  RateLimitException(String message, CallContext context, Refusal refusal) {
    super(message, context, refusal);
  }
}
