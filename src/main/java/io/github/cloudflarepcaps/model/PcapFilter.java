package io.github.cloudflarepcaps.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Which packets a capture takes: those that match every component that is set. {@code null} is
 * "any"; with all components null, {@link #all()}, every packet matches.
 *
 * <pre>{@code
 * PcapFilter.all().withProtocol(6).withDestinationAddress("198.51.100.7").withDestinationPort(443)
 * }</pre>
 *
 * <p>Building a filter by its constructor is outside the compatibility promise: components may be
 * added. Use {@link #all()} and the {@code with…} methods.
 *
 * @param sourceAddress IP address the packet comes from; Cloudflare checks its form
 * @param sourcePort TCP or UDP port, 0 to 65535
 * @param destinationAddress IP address the packet goes to; Cloudflare checks its form
 * @param destinationPort TCP or UDP port, 0 to 65535
 * @param protocol IANA protocol number, 0 to 255: 1 is ICMP, 6 TCP, 17 UDP
 */
public record PcapFilter(
    @JsonProperty("source_address") @Nullable String sourceAddress,
    @JsonProperty("source_port") @Nullable Integer sourcePort,
    @JsonProperty("destination_address") @Nullable String destinationAddress,
    @JsonProperty("destination_port") @Nullable Integer destinationPort,
    @JsonProperty("protocol") @Nullable Integer protocol)
    implements Serializable {

  private static final PcapFilter ALL = new PcapFilter(null, null, null, null, null);

  /** Checks every component that is set; a bad one is an {@link IllegalArgumentException}. */
  public PcapFilter {
    Require.text("sourceAddress", sourceAddress);
    Require.between("sourcePort", sourcePort, 0, 65_535);
    Require.text("destinationAddress", destinationAddress);
    Require.between("destinationPort", destinationPort, 0, 65_535);
    Require.between("protocol", protocol, 0, 255);
  }

  /** The filter that every packet matches. */
  public static PcapFilter all() {
    return ALL;
  }

  /** This filter, for packets from one IP address only. */
  public PcapFilter withSourceAddress(String address) {
    return new PcapFilter(address, sourcePort, destinationAddress, destinationPort, protocol);
  }

  /** This filter, for packets from one port only, 0 to 65535. */
  public PcapFilter withSourcePort(int port) {
    return new PcapFilter(sourceAddress, port, destinationAddress, destinationPort, protocol);
  }

  /** This filter, for packets to one IP address only. */
  public PcapFilter withDestinationAddress(String address) {
    return new PcapFilter(sourceAddress, sourcePort, address, destinationPort, protocol);
  }

  /** This filter, for packets to one port only, 0 to 65535. */
  public PcapFilter withDestinationPort(int port) {
    return new PcapFilter(sourceAddress, sourcePort, destinationAddress, port, protocol);
  }

  /** This filter, for one IANA protocol number only, 0 to 255: 1 is ICMP, 6 TCP, 17 UDP. */
  public PcapFilter withProtocol(int number) {
    return new PcapFilter(sourceAddress, sourcePort, destinationAddress, destinationPort, number);
  }
}
