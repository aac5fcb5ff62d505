package io.github.cloudflarepcaps.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A capture that neither its {@code type} nor its fields make simple or full. Its other fields, an
 * unknown {@code type} included, are in {@code additionalFields}. A response record: building one
 * by its constructor is outside the compatibility promise.
 *
 * @param id identifies the capture in other calls; at most 32 characters
 * @param filter the packets that were requested
 * @param status the progress of the capture
 * @param submitted when the capture was requested
 * @param system the system that the packets are captured from
 * @param timeLimit the longest time that the capture may take
 * @param additionalFields fields that this version does not know or could not read; see {@link
 *     Pcap#additionalFields()}
 */
public record UnknownPcap(
    @JsonProperty("id") String id,
    @JsonProperty("filter_v1") @Nullable PcapFilter filter,
    @JsonProperty("status") PcapStatus status,
    @JsonProperty("submitted") @Nullable Instant submitted,
    @JsonProperty("system") @Nullable String system,
    @JsonProperty("time_limit") @Nullable Duration timeLimit,
    @JsonProperty("additional_fields") Map<String, Object> additionalFields)
    implements Pcap {

  /** Copies {@code additionalFields}, and adds the text of an unrecognized status if missing. */
  public UnknownPcap {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(status, "status");
    additionalFields = Require.withStatus(status, additionalFields);
  }

  /** {@link PcapType#UNRECOGNIZED}. */
  @Override
  @JsonProperty("type")
  public PcapType type() {
    return PcapType.UNRECOGNIZED;
  }

  /** The components that are set. */
  @Override
  public String toString() {
    return new Components("UnknownPcap")
        .with("id", id)
        .with("filter", filter)
        .with("status", status)
        .with("submitted", submitted)
        .with("system", system)
        .with("timeLimit", timeLimit)
        .with("additionalFields", additionalFields)
        .toString();
  }
}
