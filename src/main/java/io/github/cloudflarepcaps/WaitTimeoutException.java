package io.github.cloudflarepcaps;

import io.github.cloudflarepcaps.model.Ownership;
import io.github.cloudflarepcaps.model.Pcap;
import org.jspecify.annotations.Nullable;

/**
 * A capture or a bucket was not done within the time of the {@link WaitOptions}. Nothing is lost:
 * Cloudflare is still working on it, so wait again with the same id.
 */
public final class WaitTimeoutException extends CloudflareException {
  private static final long serialVersionUID = 1;

  private final @Nullable Pcap pcap;
  private final @Nullable Ownership ownership;

  WaitTimeoutException(
      String message,
      @Nullable Throwable cause,
      @Nullable String pcapId,
      @Nullable Pcap pcap,
      @Nullable Ownership ownership) {
    this(message, cause, CallContext.ofPcap(pcapId), pcap, ownership);
  }

  private WaitTimeoutException(
      String message,
      @Nullable Throwable cause,
      CallContext context,
      @Nullable Pcap pcap,
      @Nullable Ownership ownership) {
    super(message, cause, context);
    this.pcap = pcap;
    this.ownership = ownership;
  }

  /** The capture in the last state seen; null if none was seen, or if the wait was for a bucket. */
  public @Nullable Pcap pcap() {
    return pcap;
  }

  /** The bucket's entry in the last state seen; null if none was seen, or for a capture. */
  public @Nullable Ownership ownership() {
    return ownership;
  }

  @Override
  WaitTimeoutException copy(String message, CallContext context) {
    return new WaitTimeoutException(message, getCause(), context, pcap, ownership);
  }
}
