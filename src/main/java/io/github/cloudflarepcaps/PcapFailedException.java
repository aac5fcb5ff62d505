package io.github.cloudflarepcaps;

import io.github.cloudflarepcaps.model.Pcap;

/**
 * The capture ended as failed. Cloudflare also says so when no packet matched the filter within the
 * time limit: widen the filter or the time and ask anew.
 */
public final class PcapFailedException extends CloudflareException {
  private static final long serialVersionUID = 1;

  private final transient Pcap pcap;

  PcapFailedException(String message, String pcapId, Pcap pcap) {
    super(message, null, CallContext.ofPcap(pcapId));
    this.pcap = pcap;
  }

  /** The capture in its last state. */
  public Pcap pcap() {
    return pcap;
  }
}
