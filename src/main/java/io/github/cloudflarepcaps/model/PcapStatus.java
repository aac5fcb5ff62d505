package io.github.cloudflarepcaps.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The progress of a capture. The names are those of Cloudflare's API reference, which has two for a
 * capture that is done: {@link #SUCCESS} and {@link #COMPLETE}.
 */
public enum PcapStatus {
  /** Cloudflare does not know, or the response has no status. Not final: poll again later. */
  @JsonProperty("unknown")
  UNKNOWN,
  /** Done. */
  @JsonProperty("success")
  SUCCESS,
  /** Accepted, not started. */
  @JsonProperty("pending")
  PENDING,
  /** Packets are being captured. */
  @JsonProperty("running")
  RUNNING,
  /** Captured, waiting for the conversion to a capture file. */
  @JsonProperty("conversion_pending")
  CONVERSION_PENDING,
  /** Being converted to a capture file. */
  @JsonProperty("conversion_running")
  CONVERSION_RUNNING,
  /** Done. */
  @JsonProperty("complete")
  COMPLETE,
  /** Ended without a capture, for instance because no packet matched the filter in time. */
  @JsonProperty("failed")
  FAILED,
  /**
   * A status that this version does not know; its text is under {@code status} in {@link
   * Pcap#additionalFields()}. Not final.
   */
  @JsonProperty("unrecognized")
  UNRECOGNIZED;

  /** Whether the status is final: {@code SUCCESS}, {@code COMPLETE} or {@code FAILED}. */
  public boolean isTerminal() {
    return isSuccessful() || this == FAILED;
  }

  /** Whether the capture is done and can be fetched: {@code SUCCESS} or {@code COMPLETE}. */
  public boolean isSuccessful() {
    return this == SUCCESS || this == COMPLETE;
  }
}
