package io.github.cloudflarepcaps;

import org.jspecify.annotations.Nullable;

/**
 * No usable response arrived: no connection, a TLS failure, the deadline, silence, or a broken
 * connection. It has been retried as the {@link RetryPolicy} allows; try later. If only a change of
 * settings helps, as with a proxy's credentials or an untrusted certificate, the message names it.
 */
public sealed class TransportException extends CloudflareException permits OutcomeUnknownException {
  private static final long serialVersionUID = 1;

  TransportException(String message, @Nullable Throwable cause, CallContext context) {
    super(message, cause, context);
  }

  @Override
  TransportException copy(String message, CallContext context) {
    return new TransportException(message, getCause(), context);
  }
}
