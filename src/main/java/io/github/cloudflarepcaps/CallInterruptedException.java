package io.github.cloudflarepcaps;

/**
 * The calling thread was interrupted while it connected, waited, read or backed off. Its interrupt
 * flag is set again: end the thread's work, as after an {@link InterruptedException}. Other calls
 * on the client are not affected. After a create, add or validate that was sent, {@link
 * #outcomeUnknown()} is true.
 */
public final class CallInterruptedException extends CloudflareException {
  private static final long serialVersionUID = 1;

  CallInterruptedException(String message, CallContext context) {
    super(message, null, context);
  }

  @Override
  CallInterruptedException copy(String message, CallContext context) {
    return new CallInterruptedException(message, context);
  }
}
