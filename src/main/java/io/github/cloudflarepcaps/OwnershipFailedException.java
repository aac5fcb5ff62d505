package io.github.cloudflarepcaps;

import io.github.cloudflarepcaps.model.Ownership;
import org.jspecify.annotations.Nullable;

/**
 * The proof that a bucket is yours has failed: its check ended as failed, its entry is gone from
 * the list, or the challenge could not be read (then the reader's exception is the cause). Look at
 * the bucket's policy and {@linkplain OwnershipService#claim claim} it again: that takes up an
 * entry that is pending and replaces one that failed.
 */
public final class OwnershipFailedException extends CloudflareException {
  private static final long serialVersionUID = 1;

  private final transient @Nullable Ownership ownership;

  OwnershipFailedException(
      String message, @Nullable Throwable cause, @Nullable Ownership ownership) {
    super(message, cause, CallContext.none());
    this.ownership = ownership;
  }

  /** The bucket's entry in its last state; null if none was seen. */
  public @Nullable Ownership ownership() {
    return ownership;
  }
}
