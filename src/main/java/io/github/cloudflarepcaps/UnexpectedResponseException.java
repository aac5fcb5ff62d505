package io.github.cloudflarepcaps;

/**
 * An answer outside the API's contract: not JSON, of another shape (the message has the JSON path),
 * too large, not a capture file or one that is cut short. Sending the call again rarely helps;
 * report it with its {@link #rayId()}. After a create, add or validate, {@link #outcomeUnknown()}
 * is true.
 */
public final class UnexpectedResponseException extends CloudflareException {
  private static final long serialVersionUID = 1;

  UnexpectedResponseException(String message, CallContext context) {
    super(message, null, context);
  }
}
