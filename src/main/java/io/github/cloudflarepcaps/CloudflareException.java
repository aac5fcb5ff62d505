package io.github.cloudflarepcaps;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a call fails. The subtype tells you how to recover:
 *
 * <ul>
 *   <li>{@link ApiException}: the API rejected the request. Correct the request or the credentials,
 *       or wait for the rate limit.
 *   <li>{@link TransportException}: no usable response arrived. Retry later; after {@link
 *       OutcomeUnknownException} check the list first.
 *   <li>{@link UnexpectedResponseException}: the response is outside the API's contract. Report it
 *       with its {@link #rayId()}.
 *   <li>{@link CallInterruptedException}: the thread was interrupted. End its work.
 *   <li>{@link PcapFailedException}, {@link OwnershipFailedException}, {@link
 *       WaitTimeoutException}: the calls succeeded, but the capture or the check of the bucket did
 *       not.
 *   <li>{@link BucketException}: the files of a full capture cannot be collected from its bucket.
 * </ul>
 *
 * <p>No message, cause or suppressed exception contains a token, a key, an e-mail address or a
 * bucket's secret. Exceptions are {@link java.io.Serializable}.
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

  CloudflareException(String message, @Nullable Throwable cause, CallContext context) {
    super(message, cause);
    this.context = context;
  }

  /** The call's HTTP method; null if the failure is not about a single call. */
  public @Nullable String method() {
    return context.method();
  }

  /** The call's path below the base URL; null if the failure is not about a single call. */
  public @Nullable String path() {
    return context.path();
  }

  /** Cloudflare's id of the exchange ({@code cf-ray}), which its support requires; or null. */
  public @Nullable String rayId() {
    return context.rayId();
  }

  /**
   * The id of the capture that the failure is about, including one that was just created: it is set
   * if the server returned an id, whatever failed afterwards. Null if there is none.
   */
  public @Nullable String pcapId() {
    return context.pcapId();
  }

  /** How many attempts were made; 0 if the failure is not about a single call. */
  public int attempts() {
    return context.attempts();
  }

  /**
   * Whether a create, add or validate may have taken effect: the response was lost, unreadable or a
   * 5xx, or the thread was interrupted after sending. Check {@code list()} before retrying.
   */
  public boolean outcomeUnknown() {
    return context.outcomeUnknown();
  }

  CallContext context() {
    return context;
  }

  /** A copy with another message and context; everything else stays. */
  abstract CloudflareException copy(String message, CallContext context);

  /**
   * A copy whose message begins with the step of a job in which the failure happened.
   *
   * @param pcapId the capture that the job is about; null keeps what is known
   */
  final CloudflareException during(String step, @Nullable String pcapId) {
    return traced(copy(step + ": " + getMessage(), context.withPcapId(pcapId)));
  }

  /** The copy, with this exception's stack trace and suppressed exceptions. */
  final <E extends CloudflareException> E traced(E copy) {
    copy.setStackTrace(getStackTrace());
    for (Throwable suppressed : getSuppressed()) {
      copy.addSuppressed(suppressed);
    }
    return copy;
  }
}
