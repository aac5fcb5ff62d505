package io.github.cloudflarepcaps;

/**
 * The calling thread was interrupted while it connected, waited, read or backed off. Its interrupt
 * flag is set again: leave the thread's work as for an {@link InterruptedException}. No other call
 * on the client notices. After a create, add or validate that had been sent, {@link
 * #outcomeUnknown()} is true.
 */
public final class CallInterruptedException extends CloudflareException {
  private static final long serialVersionUID = 1;

  CallInterruptedException(String message, CallContext context) {
    super(message, null, context);
  }
}
