package io.github.cloudflarepcaps;

import io.github.cloudflarepcaps.model.Ownership;
import org.jspecify.annotations.Nullable;

/**
 * The proof that you own a bucket failed: the check failed, its entry is no longer listed, or the
 * challenge could not be read (the reader's exception is then the cause). Check the bucket's policy
 * and {@linkplain OwnershipService#claim claim} it again, which resumes a pending entry and
 * replaces a failed one.
 */
public final class OwnershipFailedException extends CloudflareException {
  private static final long serialVersionUID = 1;

  private final @Nullable Ownership ownership;

  OwnershipFailedException(
      String message, @Nullable Throwable cause, @Nullable Ownership ownership) {
    this(message, cause, CallContext.none(), ownership);
  }

  private OwnershipFailedException(
      String message,
      @Nullable Throwable cause,
      CallContext context,
      @Nullable Ownership ownership) {
    super(message, cause, context);
    this.ownership = ownership;
  }

  /** The bucket's entry in its last state; null if none was seen. */
  public @Nullable Ownership ownership() {
    return ownership;
  }

  @Override
  OwnershipFailedException copy(String message, CallContext context) {
    return new OwnershipFailedException(message, getCause(), context, ownership);
  }
}
