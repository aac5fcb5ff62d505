package io.github.cloudflarepcaps.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A full capture: whole packets of new traffic in one data centre, written to a bucket as one file
 * a machine. The API cannot download it. Building one by its constructor is outside the
 * compatibility promise.
 *
 * @param id what the other calls name the capture by, at most 32 characters
 * @param filter which packets were asked for
 * @param status how far the capture has come
 * @param submitted when it was asked for
 * @param system the system the packets are captured from
 * @param timeLimit how long it may take
 * @param byteLimit most bytes to take
 * @param packetLimit most packets to take
 * @param coloName the data centre; read from {@code colo_name}, or from {@code colo} as
 *     Cloudflare's how-to has it
 * @param destination the bucket; null also if it could not be read, with its masked text then under
 *     {@code destination_conf} in {@code additionalFields}
 * @param errorMessage what Cloudflare says went wrong
 * @param packetsCaptured packets taken so far
 * @param stopRequested when it was asked to stop
 * @param additionalFields what this version does not know or could not read; see {@link
 *     Pcap#additionalFields()}
 */
public record FullPcap(
    @JsonProperty("id") @Nullable String id,
    @JsonProperty("filter_v1") @Nullable PcapFilter filter,
    @JsonProperty("status") PcapStatus status,
    @JsonProperty("submitted") @Nullable Instant submitted,
    @JsonProperty("system") @Nullable String system,
    @JsonProperty("time_limit") @Nullable Duration timeLimit,
    @JsonProperty("byte_limit") @Nullable Long byteLimit,
    @JsonProperty("packet_limit") @Nullable Integer packetLimit,
    @JsonProperty("colo_name") @Nullable String coloName,
    @JsonProperty("destination_conf") @Nullable Destination destination,
    @JsonProperty("error_message") @Nullable String errorMessage,
    @JsonProperty("packets_captured") @Nullable Long packetsCaptured,
    @JsonProperty("stop_requested") @Nullable Instant stopRequested,
    @JsonProperty("additional_fields") Map<String, Object> additionalFields)
    implements Pcap {

  /** Copies {@code additionalFields}, which has the text of an unrecognized status. */
  public FullPcap {
    Objects.requireNonNull(status, "status");
    additionalFields = Require.withStatus(status, additionalFields);
  }

  /** {@link PcapType#FULL}. */
  @Override
  @JsonProperty("type")
  public PcapType type() {
    return PcapType.FULL;
  }
}
