package io.github.cloudflarepcaps;

import org.jspecify.annotations.Nullable;

/**
 * A call that did not do what was asked. Each type says who must do what:
 *
 * <ul>
 *   <li>{@link ApiException}: the API said no. Look at the request, the credentials, the limits.
 *   <li>{@link TransportException}: no usable answer came. Try again later; after {@link
 *       OutcomeUnknownException} look first.
 *   <li>{@link UnexpectedResponseException}: the answer is outside the API's contract. Report it
 *       with its {@link #rayId()}.
 *   <li>{@link CallInterruptedException}: this thread was told to stop.
 *   <li>{@link PcapFailedException}, {@link BucketException}, {@link OwnershipFailedException},
 *       {@link WaitTimeoutException}: the calls went well, the capture or the bucket did not.
 * </ul>
 *
 * <p>No message, cause or suppressed exception holds a token, a key, an e-mail or a secret of a
 * bucket.
 */
public abstract sealed class CloudflareException extends RuntimeException
    permits ApiException,
        TransportException,
        CallInterruptedException,
        UnexpectedResponseException,
        PcapFailedException,
        BucketException,
        OwnershipFailedException,
        WaitTimeoutException {
  private static final long serialVersionUID = 1;

  private final CallContext context;
  private @Nullable String step;
  private @Nullable String stepPcapId;

  CloudflareException(String message, @Nullable Throwable cause, CallContext context) {
    super(message, cause);
    this.context = context;
  }

  /** The call's HTTP method; null if the failure is about no single call. */
  public @Nullable String method() {
    return context.method();
  }

  /** The call's path below the base URL; null if the failure is about no single call. */
  public @Nullable String path() {
    return context.path();
  }

  /** Cloudflare's name for the exchange ({@code cf-ray}), which its support asks for. */
  public @Nullable String rayId() {
    return context.rayId();
  }

  /**
   * The capture it is about, also one that was just made: where the server gave an id, it is here,
   * whatever failed afterwards.
   */
  public @Nullable String pcapId() {
    return stepPcapId == null ? context.pcapId() : stepPcapId;
  }

  /** How often the call was tried; 0 if the failure is about no single call. */
  public int attempts() {
    return context.attempts();
  }

  /**
   * Whether a create, add or validate may have happened all the same: its answer was lost or
   * unreadable, was a 5xx, or the wait for it was interrupted. Look at the list before sending it
   * again.
   */
  public boolean outcomeUnknown() {
    return context.outcomeUnknown();
  }

  /** What went wrong, in which step of a larger job if it was one. */
  @Override
  public String getMessage() {
    String message = String.valueOf(super.getMessage());
    return step == null ? message : step + ": " + message;
  }

  CallContext context() {
    return context;
  }

  /** This exception, naming the step of a job it happened in and the capture the job is about. */
  CloudflareException during(String step, @Nullable String pcapId) {
    this.step = this.step == null ? step : step + ": " + this.step;
    this.stepPcapId = pcapId;
    return this;
  }
}
