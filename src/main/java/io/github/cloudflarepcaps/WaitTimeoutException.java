package io.github.cloudflarepcaps;

import io.github.cloudflarepcaps.model.Ownership;
import io.github.cloudflarepcaps.model.Pcap;
import org.jspecify.annotations.Nullable;

/**
 * A capture or a bucket was not done within the time of {@link WaitOptions}. Nothing is lost: the
 * work goes on at Cloudflare, so wait again with the same id.
 */
public final class WaitTimeoutException extends CloudflareException {
  private static final long serialVersionUID = 1;

  private final transient @Nullable Pcap pcap;
  private final transient @Nullable Ownership ownership;

  WaitTimeoutException(
      String message,
      @Nullable Throwable cause,
      @Nullable String pcapId,
      @Nullable Pcap pcap,
      @Nullable Ownership ownership) {
    super(message, cause, CallContext.ofPcap(pcapId));
    this.pcap = pcap;
    this.ownership = ownership;
  }

  /** The capture in the last state seen; null if none was seen, or if it was not about one. */
  public @Nullable Pcap pcap() {
    return pcap;
  }

  /**
   * The bucket's entry in the last state seen; null if none was seen, or if it was not about one.
   */
  public @Nullable Ownership ownership() {
    return ownership;
  }
}
