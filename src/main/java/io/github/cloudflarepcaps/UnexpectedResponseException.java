package io.github.cloudflarepcaps;

/**
 * A response outside the API's contract: not JSON, JSON of the wrong shape (the message has its
 * path), too large, not a capture file, or an incomplete one. Retrying rarely helps; report it with
 * its {@link #rayId()}. After a create, add or validate, {@link #outcomeUnknown()} is true.
 */
public final class UnexpectedResponseException extends CloudflareException {
  private static final long serialVersionUID = 1;

  UnexpectedResponseException(String message, CallContext context) {
    super(message, null, context);
  }

  @Override
  UnexpectedResponseException copy(String message, CallContext context) {
    return new UnexpectedResponseException(message, context);
  }
}
