package io.github.cloudflarepcaps.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A simple capture: sampled traffic of the past, the first 160 bytes of each packet, to be
 * downloaded from the API. Building one by its constructor is outside the compatibility promise.
 *
 * @param id what the other calls name the capture by, at most 32 characters
 * @param filter which packets were asked for
 * @param status how far the capture has come
 * @param submitted when it was asked for
 * @param system the system the packets were captured from
 * @param timeLimit how far back it looks
 * @param offsetTime where it looks backwards from
 * @param packetLimit most packets to take; in Cloudflare's how-to, not in its reference
 * @param packetsRemaining packets still to come; in Cloudflare's how-to, not in its reference
 * @param additionalFields what this version does not know or could not read; see {@link
 *     Pcap#additionalFields()}
 */
public record SimplePcap(
    @JsonProperty("id") @Nullable String id,
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

  /** Copies {@code additionalFields}, which has the text of an unrecognized status. */
  public SimplePcap {
    Objects.requireNonNull(status, "status");
    additionalFields = Require.withStatus(status, additionalFields);
  }

  /** {@link PcapType#SIMPLE}. */
  @Override
  @JsonProperty("type")
  public PcapType type() {
    return PcapType.SIMPLE;
  }
}
