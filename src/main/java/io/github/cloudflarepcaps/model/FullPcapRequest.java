package io.github.cloudflarepcaps.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Requests a full capture: complete packets, not sampled, of the traffic that passes one data
 * center <em>from now on</em>. Cloudflare writes the result to your bucket, one file per machine
 * ({@code pcap_<id>.pcap}); the API cannot download it. An account may have one full capture
 * pending or running.
 *
 * <p>The upper limits below are those that Cloudflare documents. It may raise them, so only it
 * enforces them.
 *
 * @param coloName the data center: {@code ord02} is one, {@code ORD} all in that city
 * @param destination the bucket, which must be validated before
 * @param timeLimit how long to capture, whole seconds from 1; Cloudflare allows up to 86 400 (older
 *     pages say 300)
 * @param filter the packets to capture; null captures all of them
 * @param packetLimit the highest number of packets, from 1; null leaves it to Cloudflare
 * @param byteLimit the highest number of bytes, from 1; Cloudflare allows up to 1 000 000 000; null
 *     leaves it to Cloudflare
 */
public record FullPcapRequest(
    @JsonProperty("colo_name") String coloName,
    @JsonProperty("destination_conf") Destination destination,
    @JsonProperty("time_limit") Duration timeLimit,
    @JsonProperty("filter_v1") @Nullable PcapFilter filter,
    @JsonProperty("packet_limit") @Nullable Integer packetLimit,
    @JsonProperty("byte_limit") @Nullable Long byteLimit)
    implements PcapRequest {

  /** Checks every value; an invalid one is an {@link IllegalArgumentException}. */
  public FullPcapRequest {
    Require.text("coloName", Objects.requireNonNull(coloName, "coloName"));
    Objects.requireNonNull(destination, "destination");
    Require.wholeSeconds("timeLimit", timeLimit);
    Require.atLeastOne("packetLimit", packetLimit);
    Require.atLeastOne("byteLimit", byteLimit);
  }

  /** A request for packets of every kind. */
  public static FullPcapRequest of(String coloName, Destination bucket, Duration timeLimit) {
    return new FullPcapRequest(coloName, bucket, timeLimit, null, null, null);
  }

  /** This request, only for packets that match the filter. */
  public FullPcapRequest withFilter(PcapFilter filter) {
    return new FullPcapRequest(coloName, destination, timeLimit, filter, packetLimit, byteLimit);
  }

  /** This request, ending after that many packets, from 1. */
  public FullPcapRequest withPacketLimit(int packetLimit) {
    return new FullPcapRequest(coloName, destination, timeLimit, filter, packetLimit, byteLimit);
  }

  /** This request, ending after that many bytes, from 1. */
  public FullPcapRequest withByteLimit(long byteLimit) {
    return new FullPcapRequest(coloName, destination, timeLimit, filter, packetLimit, byteLimit);
  }

  /** The components that are set; the keys of the bucket are masked. */
  @Override
  public String toString() {
    return new Components("FullPcapRequest")
        .with("coloName", coloName)
        .with("destination", destination)
        .with("timeLimit", timeLimit)
        .with("filter", filter)
        .with("packetLimit", packetLimit)
        .with("byteLimit", byteLimit)
        .toString();
  }
}
