package io.github.cloudflarepcaps.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Selects the packets to capture: those that match every component that is set. With none set,
 * {@link #all()}, every packet matches.
 *
 * <pre>{@code
 * PcapFilter.tcp().withDestinationAddress("198.51.100.7").withDestinationPort(443)
 * }</pre>
 *
 * <p>Building a filter by its constructor is outside the compatibility promise: components may be
 * added. Use the factories and the {@code with…} methods.
 *
 * @param sourceAddress the IP address that the packet comes from; Cloudflare checks its form
 * @param sourcePort a TCP or UDP port, 0 to 65535
 * @param destinationAddress the IP address that the packet goes to; Cloudflare checks its form
 * @param destinationPort a TCP or UDP port, 0 to 65535
 * @param protocol an IANA protocol number, 0 to 255: 1 is ICMP, 6 TCP, 17 UDP
 */
public record PcapFilter(
    @JsonProperty("source_address") @Nullable String sourceAddress,
    @JsonProperty("source_port") @Nullable Integer sourcePort,
    @JsonProperty("destination_address") @Nullable String destinationAddress,
    @JsonProperty("destination_port") @Nullable Integer destinationPort,
    @JsonProperty("protocol") @Nullable Integer protocol)
    implements Serializable {

  private static final PcapFilter ALL = new PcapFilter(null, null, null, null, null);

  /** Checks every component that is set; invalid is an {@link IllegalArgumentException}. */
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

  /** The filter for TCP packets. */
  public static PcapFilter tcp() {
    return ALL.withProtocol(6);
  }

  /** The filter for UDP packets. */
  public static PcapFilter udp() {
    return ALL.withProtocol(17);
  }

  /** The filter for ICMP packets, of IPv4. */
  public static PcapFilter icmp() {
    return ALL.withProtocol(1);
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

  /** The components that are set: {@code PcapFilter[destinationPort=443, protocol=6]}. */
  @Override
  public String toString() {
    return new Components("PcapFilter")
        .with("sourceAddress", sourceAddress)
        .with("sourcePort", sourcePort)
        .with("destinationAddress", destinationAddress)
        .with("destinationPort", destinationPort)
        .with("protocol", protocol)
        .toString();
  }
}
