package io.github.cloudflarepcaps.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A simple capture: a sample of past traffic, the first 160 bytes of each packet, downloadable
 * through the API. A response record: building one by its constructor is outside the compatibility
 * promise.
 *
 * @param id identifies the capture in other calls; at most 32 characters
 * @param filter the packets that were requested
 * @param status the progress of the capture
 * @param submitted when the capture was requested
 * @param system the system that the packets were captured from
 * @param timeLimit how far back the capture reaches
 * @param offsetTime the end of the period that was captured
 * @param packetLimit the highest number of packets; in Cloudflare's how-to, not in its reference
 * @param packetsRemaining packets still missing; in Cloudflare's how-to, not in its reference
 * @param additionalFields fields that this version does not know or could not read; see {@link
 *     Pcap#additionalFields()}
 */
public record SimplePcap(
    @JsonProperty("id") String id,
    @JsonProperty("filter_v1") @Nullable PcapFilter filter,
    @JsonProperty("status") PcapStatus status,
    @JsonProperty("submitted") @Nullable Instant submitted,
    @JsonProperty("system") @Nullable String system,
    @JsonProperty("time_limit") @Nullable Duration timeLimit,
    @JsonProperty("offset_time") @Nullable Instant offsetTime,
    @JsonProperty("packet_limit") @Nullable Integer packetLimit,
    @JsonProperty("packets_remaining") @Nullable Long packetsRemaining,
    @JsonProperty("additional_fields") Map<String, Object> additionalFields)
    implements Pcap {

  /** Copies {@code additionalFields}, and adds the text of an unrecognized status if missing. */
  public SimplePcap {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(status, "status");
    additionalFields = Require.withStatus(status, additionalFields);
  }

  /** {@link PcapType#SIMPLE}. */
  @Override
  @JsonProperty("type")
  public PcapType type() {
    return PcapType.SIMPLE;
  }

  /** The components that are set. */
  @Override
  public String toString() {
    return new Components("SimplePcap")
        .with("id", id)
        .with("filter", filter)
        .with("status", status)
        .with("submitted", submitted)
        .with("system", system)
        .with("timeLimit", timeLimit)
        .with("offsetTime", offsetTime)
        .with("packetLimit", packetLimit)
        .with("packetsRemaining", packetsRemaining)
        .with("additionalFields", additionalFields)
        .toString();
  }
}
