package io.github.cloudflarepcaps.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How far a capture has come. The names are those of Cloudflare's API reference; it has two for a
 * capture that is done, {@link #SUCCESS} and {@link #COMPLETE}.
 */
public enum PcapStatus {
  /** Cloudflare does not know, or the answer had no status. Not final: look again later. */
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
  /** Captured, waiting to be made into a capture file. */
  @JsonProperty("conversion_pending")
  CONVERSION_PENDING,
  /** Being made into a capture file. */
  @JsonProperty("conversion_running")
  CONVERSION_RUNNING,
  /** Done. */
  @JsonProperty("complete")
  COMPLETE,
  /** Ended without a capture; also when no packet matched the filter within the time limit. */
  @JsonProperty("failed")
  FAILED,
  /**
   * A status that this version does not know; its text is under {@code status} in {@link
   * Pcap#additionalFields()}. Taken as not final.
   */
  @JsonProperty("unrecognized")
  UNRECOGNIZED;

  /**
   * Whether the status will not change any more: {@code SUCCESS}, {@code COMPLETE}, {@code FAILED}.
   */
  public boolean isTerminal() {
    return isSuccessful() || this == FAILED;
  }

  /** Whether the capture is done and can be fetched: {@code SUCCESS}, {@code COMPLETE}. */
  public boolean isSuccessful() {
    return this == SUCCESS || this == COMPLETE;
  }
}
