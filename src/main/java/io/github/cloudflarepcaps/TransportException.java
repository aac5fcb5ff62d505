package io.github.cloudflarepcaps;

import org.jspecify.annotations.Nullable;

/**
 * No usable answer came: no connection, a TLS failure, the deadline, silence on the wire, a
 * connection that was cut. What may be repeated has been, as {@link RetryPolicy} says; try again
 * later.
 */
public sealed class TransportException extends CloudflareException permits OutcomeUnknownException {
  private static final long serialVersionUID = 1;

  TransportException(String message, @Nullable Throwable cause, CallContext context) {
    super(message, cause, context);
  }
}
