package io.github.cloudflarepcaps.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Requests a simple capture: a sample of traffic that <em>has already passed</em>, going back from
 * {@code offsetTime}. It finishes at once and holds the first 160 bytes of each packet. To watch
 * new traffic, use a {@link FullPcapRequest full capture}. An account may create one simple capture
 * a minute.
 *
 * <p>The upper limits below are those that Cloudflare documents. It may raise them, so only it
 * enforces them.
 *
 * @param packetLimit the highest number of packets, from 1; Cloudflare allows up to 10 000
 * @param timeLimit how far back the capture reaches, whole seconds from 1; Cloudflare allows up to
 *     300
 * @param filter the packets to capture; null captures all of them
 * @param offsetTime the end of the period to capture, within the last 24 hours; null is the time of
 *     the request
 */
public record SimplePcapRequest(
    @JsonProperty("packet_limit") int packetLimit,
    @JsonProperty("time_limit") Duration timeLimit,
    @JsonProperty("filter_v1") @Nullable PcapFilter filter,
    @JsonProperty("offset_time") @Nullable Instant offsetTime)
    implements PcapRequest {

  /** Checks the limits; an invalid one is an {@link IllegalArgumentException}. */
  public SimplePcapRequest {
    Require.atLeastOne("packetLimit", packetLimit);
    Require.wholeSeconds("timeLimit", timeLimit);
    Require.rfc3339("offsetTime", offsetTime);
  }

  /** A request for packets of every kind, up to the time of the request. */
  public static SimplePcapRequest of(int packetLimit, Duration timeLimit) {
    return new SimplePcapRequest(packetLimit, timeLimit, null, null);
  }

  /** This request, only for packets that match the filter. */
  public SimplePcapRequest withFilter(PcapFilter filter) {
    return new SimplePcapRequest(packetLimit, timeLimit, filter, offsetTime);
  }

  /** This request, going back from that time, which is within the last 24 hours. */
  public SimplePcapRequest withOffsetTime(Instant offsetTime) {
    return new SimplePcapRequest(packetLimit, timeLimit, filter, offsetTime);
  }

  /** The components that are set. */
  @Override
  public String toString() {
    return new Components("SimplePcapRequest")
        .with("packetLimit", packetLimit)
        .with("timeLimit", timeLimit)
        .with("filter", filter)
        .with("offsetTime", offsetTime)
        .toString();
  }
}
