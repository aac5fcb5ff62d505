package io.github.cloudflarepcaps;

import org.jspecify.annotations.Nullable;

/**
 * The files of a full capture could not be collected from its bucket: the {@link BucketReader}
 * failed (its exception is the cause) or returned null, the bucket holds no file of the capture,
 * one of them is incomplete or not a capture file, or the capture has no destination. The capture
 * itself is done: correct what the message names and {@linkplain PcapService#await(String,
 * WaitOptions) collect} it again.
 */
public final class BucketException extends CloudflareException {
  private static final long serialVersionUID = 1;

  private final @Nullable String part;

  BucketException(String message, @Nullable Throwable cause, String pcapId, @Nullable String part) {
    this(message, cause, CallContext.ofPcap(pcapId), part);
  }

  private BucketException(
      String message, @Nullable Throwable cause, CallContext context, @Nullable String part) {
    super(message, cause, context);
    this.part = part;
  }

  /**
   * The name in the bucket of the file that failed; null if the failure is not about a single file.
   */
  public @Nullable String part() {
    return part;
  }

  @Override
  BucketException copy(String message, CallContext context) {
    return new BucketException(message, getCause(), context, part);
  }
}
