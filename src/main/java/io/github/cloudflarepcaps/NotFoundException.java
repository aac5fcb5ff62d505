package io.github.cloudflarepcaps;

/** There is no such capture, bucket or account (404). */
public final class NotFoundException extends ApiException {
  private static final long serialVersionUID = 1;

  NotFoundException(String message, CallContext context, Rejection rejection) {
    super(message, context, rejection);
  }
}
