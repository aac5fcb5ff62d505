package io.github.cloudflarepcaps.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a simple capture: sampled traffic that <em>has already passed</em>, looked up backwards
 * from {@code offsetTime}. It finishes at once and holds the first 160 bytes of each packet. To
 * watch new traffic, ask for a {@link FullPcapRequest full capture}. An account may make one simple
 * capture a minute.
 *
 * <p>The upper limits below are those that Cloudflare documents. It may raise them, so it alone
 * enforces them.
 *
 * @param packetLimit most packets to take, from 1; Cloudflare allows up to 10 000
 * @param timeLimit how far back to look, whole seconds from 1; Cloudflare allows up to 300
 * @param filter which packets to take; null takes them all
 * @param offsetTime where to look backwards from, within the last 24 hours; null is the time of the
 *     request
 */
public record SimplePcapRequest(
    @JsonProperty("packet_limit") int packetLimit,
    @JsonProperty("time_limit") Duration timeLimit,
    @JsonProperty("filter_v1") @Nullable PcapFilter filter,
    @JsonProperty("offset_time") @Nullable Instant offsetTime)
    implements PcapRequest {

  /** Checks the limits; a bad one is an {@link IllegalArgumentException}. */
  public SimplePcapRequest {
    Require.atLeastOne("packetLimit", packetLimit);
    Require.wholeSeconds("timeLimit", timeLimit);
    Require.rfc3339("offsetTime", offsetTime);
  }

  /** A request for every kind of packet, up to the time of the request. */
  public static SimplePcapRequest of(int packetLimit, Duration timeLimit) {
    return new SimplePcapRequest(packetLimit, timeLimit, null, null);
  }

  /** This request, for the packets that match the filter only. */
  public SimplePcapRequest withFilter(PcapFilter filter) {
    return new SimplePcapRequest(packetLimit, timeLimit, filter, offsetTime);
  }

  /** This request, looking backwards from that time, which is within the last 24 hours. */
  public SimplePcapRequest withOffsetTime(Instant offsetTime) {
    return new SimplePcapRequest(packetLimit, timeLimit, filter, offsetTime);
  }
}
