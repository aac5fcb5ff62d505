package io.github.cloudflarepcaps.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A capture that is neither simple nor full by its {@code type} nor by its fields. What else the
 * answer says is in {@code additionalFields}, an unknown {@code type} too. Building one by its
 * constructor is outside the compatibility promise.
 *
 * @param id what the other calls name the capture by, at most 32 characters
 * @param filter which packets were asked for
 * @param status how far the capture has come
 * @param submitted when it was asked for
 * @param system the system the packets are captured from
 * @param timeLimit how long it may take
 * @param additionalFields what this version does not know or could not read; see {@link
 *     Pcap#additionalFields()}
 */
public record UnknownPcap(
    @JsonProperty("id") @Nullable String id,
    @JsonProperty("filter_v1") @Nullable PcapFilter filter,
    @JsonProperty("status") PcapStatus status,
    @JsonProperty("submitted") @Nullable Instant submitted,
    @JsonProperty("system") @Nullable String system,
    @JsonProperty("time_limit") @Nullable Duration timeLimit,
    @JsonProperty("additional_fields") Map<String, Object> additionalFields)
    implements Pcap {

  /** Copies {@code additionalFields}, which has the text of an unrecognized status. */
  public UnknownPcap {
    Objects.requireNonNull(status, "status");
    additionalFields = Require.withStatus(status, additionalFields);
  }

  /** {@link PcapType#UNRECOGNIZED}. */
  @Override
  @JsonProperty("type")
  public PcapType type() {
    return PcapType.UNRECOGNIZED;
  }
}
