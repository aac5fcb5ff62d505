package io.github.cloudflarepcaps.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A full capture: complete packets of new traffic in one data center, written to a bucket as one
 * file per machine. The API cannot download it. A response record: building one by its constructor
 * is outside the compatibility promise.
 *
 * @param id identifies the capture in other calls; at most 32 characters
 * @param filter the packets that were requested
 * @param status the progress of the capture
 * @param submitted when the capture was requested
 * @param system the system that the packets are captured from
 * @param timeLimit the longest time that the capture may take
 * @param byteLimit the highest number of bytes
 * @param packetLimit the highest number of packets
 * @param coloName the data center; read from {@code colo_name}, or else from {@code colo}, as
 *     Cloudflare's how-to names it
 * @param destination the bucket; null also if it could not be read, and its masked text is then
 *     under {@code destination_conf} in {@code additionalFields}
 * @param errorMessage what went wrong, in Cloudflare's words
 * @param packetsCaptured the number of packets captured so far
 * @param stopRequested when a stop was requested
 * @param additionalFields fields that this version does not know or could not read; see {@link
 *     Pcap#additionalFields()}
 */
public record FullPcap(
    @JsonProperty("id") String id,
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

  /** Copies {@code additionalFields}, and adds the text of an unrecognized status if missing. */
  public FullPcap {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(status, "status");
    additionalFields = Require.withStatus(status, additionalFields);
  }

  /** {@link PcapType#FULL}. */
  @Override
  @JsonProperty("type")
  public PcapType type() {
    return PcapType.FULL;
  }

  /** The components that are set. */
  @Override
  public String toString() {
    return new Components("FullPcap")
        .with("id", id)
        .with("filter", filter)
        .with("status", status)
        .with("submitted", submitted)
        .with("system", system)
        .with("timeLimit", timeLimit)
        .with("byteLimit", byteLimit)
        .with("packetLimit", packetLimit)
        .with("coloName", coloName)
        .with("destination", destination)
        .with("errorMessage", errorMessage)
        .with("packetsCaptured", packetsCaptured)
        .with("stopRequested", stopRequested)
        .with("additionalFields", additionalFields)
        .toString();
  }
}
