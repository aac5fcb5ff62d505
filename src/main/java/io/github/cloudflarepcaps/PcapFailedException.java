package io.github.cloudflarepcaps;

import io.github.cloudflarepcaps.model.Pcap;

/**
 * The capture failed. Cloudflare also reports this when no packet matched the filter within the
 * time limit: widen the filter or the time limit and create another capture.
 */
public final class PcapFailedException extends CloudflareException {
  private static final long serialVersionUID = 1;

  private final Pcap pcap;

  PcapFailedException(String message, String pcapId, Pcap pcap) {
    this(message, CallContext.ofPcap(pcapId), pcap);
  }

  private PcapFailedException(String message, CallContext context, Pcap pcap) {
    super(message, null, context);
    this.pcap = pcap;
  }

  /** The capture in its last state. */
  public Pcap pcap() {
    return pcap;
  }

  @Override
  PcapFailedException copy(String message, CallContext context) {
    return new PcapFailedException(message, context, pcap);
  }
}
