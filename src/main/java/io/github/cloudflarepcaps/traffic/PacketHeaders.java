package io.github.cloudflarepcaps.traffic;

import io.github.cloudflarepcaps.pcapfile.Packet;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The headers of one packet, down to its ports.
 *
 * <p>Decodes Ethernet (with VLAN tags, MPLS and PPPoE), PPP, Linux cooked captures, BSD loopback
 * and raw IP; IPv4 and IPv6 with options, extension headers and fragments; the tunnels GRE (with
 * ERSPAN, PPTP and WCCP), VXLAN (on UDP port 4789), and IP, MPLS and Ethernet in IP; TCP, UDP,
 * SCTP, ICMP and ICMPv6. The version of an IP header is that of its first four bits, whatever
 * announced it. Packets are not reassembled: a later fragment has no transport header.
 *
 * <p>Decoding never throws for what a packet holds. Whatever was decoded is there, and {@link #end}
 * is the reason why there is not more: simple captures keep 160 bytes of a packet, and not every
 * packet is IP.
 *
 * <p>It may gain components in later versions, so building one by its constructor is outside the
 * compatibility promise.
 *
 * @param vlans the ids of VLAN tags, from 0 to 4095, outermost first
 * @param ip the IP headers, outermost first: more than one in a tunnel
 * @param transport the transport header behind the innermost IP header; null if it has none that is
 *     decoded, or if the capture or the packet ends before its ports (ICMP: type and code)
 * @param headerBytes how many bytes of the packet's data all headers take: the payload begins
 *     there. If the data ends inside a header ({@link End#TRUNCATED}) all of it
 * @param end why decoding ended
 */
public record PacketHeaders(
    List<Integer> vlans, List<Ip> ip, @Nullable Transport transport, int headerBytes, End end) {

  /** Why decoding ended where it did. */
  public enum End {
    /** All headers are decoded; what follows is payload. */
    COMPLETE,
    /** The captured bytes end inside a header. */
    TRUNCATED,
    /** A fragment that is not the first of its packet: only the first has a transport header. */
    LATER_FRAGMENT,
    /** The payload is encrypted by IPsec (ESP). */
    ENCRYPTED,
    /** A header contradicts itself, or does not fit into the packet that carries it. */
    MALFORMED,
    /** Something other than IP, such as ARP. */
    NOT_IP,
    /** A link type that is not decoded. */
    UNKNOWN_LINK_TYPE
  }

  /**
   * An IP header with its extension headers.
   *
   * <p>It may gain components in later versions.
   *
   * @param version 4 or 6
   * @param source an {@link java.net.Inet4Address} or, always for version 6, an {@link
   *     Inet6Address}
   * @param destination as {@code source}
   * @param protocol the <a href="https://www.iana.org/assignments/protocol-numbers">IANA number</a>
   *     of what the packet carries, past extension and authentication headers. Of an extension
   *     header that is incomplete, its own number
   * @param timeToLive the hop limit in version 6
   * @param length the packet's length in bytes with its header, as the header states it (version 6:
   *     40 more than the payload; or of its jumbo payload option). A header that states 0, as
   *     packets do that a network card splits, has what is left of the packet on the wire
   * @param fragment whether the packet is a fragment, the first included
   */
  public record Ip(
      int version,
      InetAddress source,
      InetAddress destination,
      int protocol,
      int timeToLive,
      long length,
      boolean fragment) {

    /** Checks that both addresses are there. */
    public Ip {
      Objects.requireNonNull(source, "source");
      Objects.requireNonNull(destination, "destination");
    }
  }

  /**
   * A TCP, UDP, SCTP, ICMP or ICMPv6 header. What the protocol does not have is -1.
   *
   * <p>It may gain components in later versions.
   *
   * @param protocol its IANA number: 6, 17, 132, 1 or 58
   * @param sourcePort from 0 to 65535; -1 for ICMP
   * @param destinationPort from 0 to 65535; -1 for ICMP
   * @param tcpFlags the twelve bits before the window: 0x002 is SYN, 0x010 ACK, 0x004 RST; -1 if
   *     the capture ends before them
   * @param icmpType from 0 to 255
   * @param icmpCode from 0 to 255
   */
  public record Transport(
      int protocol,
      int sourcePort,
      int destinationPort,
      int tcpFlags,
      int icmpType,
      int icmpCode) {}

  /** Copies the lists. */
  public PacketHeaders {
    vlans = List.copyOf(vlans);
    ip = List.copyOf(ip);
    Objects.requireNonNull(end, "end");
  }

  /** Decodes a packet. */
  public static PacketHeaders decode(Packet packet) {
    return decode(packet.data(), packet.linkType(), packet.originalLength());
  }

  /**
   * Decodes the bytes from the buffer's position to its limit, in whatever byte order it is set to.
   * The buffer stays as it is.
   *
   * @param linkType what the bytes begin with, a number of the <a
   *     href="https://www.tcpdump.org/linktypes.html">list of link types</a>
   */
  public static PacketHeaders decode(ByteBuffer data, int linkType) {
    return decode(data, linkType, data.remaining());
  }

  /** The last IP header: in a tunnel, that of the packet inside. Null if the packet has none. */
  public @Nullable Ip innermost() {
    return ip.isEmpty() ? null : ip.get(ip.size() - 1);
  }

  private static PacketHeaders decode(ByteBuffer data, int linkType, long originalLength) {
    Collected collected = new Collected(new ArrayList<>(), new ArrayList<>());
    HeaderDecoder decoder = new HeaderDecoder(collected);
    End end = decoder.decode(data, linkType, originalLength);
    int headerBytes = decoder.position() - data.position();
    return new PacketHeaders(
        collected.vlans(), collected.ip(), transport(decoder), headerBytes, end);
  }

  private static @Nullable Transport transport(HeaderDecoder header) {
    return header.transport() < 0
        ? null
        : new Transport(
            header.transport(),
            header.sourcePort(),
            header.destinationPort(),
            header.tcpFlags(),
            header.icmpType(),
            header.icmpCode());
  }

  /** The address in 128 bits, of which IPv4 takes the last 32. */
  static InetAddress address(int version, long high, long low) {
    try {
      // The factory of InetAddress would make an IPv4 address of a mapped one (::ffff:192.0.2.1).
      return version == 6
          ? Inet6Address.getByAddress(
              null, ByteBuffer.allocate(16).putLong(high).putLong(low).array(), -1)
          : InetAddress.getByAddress(ByteBuffer.allocate(4).putInt((int) low).array());
    } catch (UnknownHostException e) {
      throw new AssertionError("an address of 4 or 16 bytes", e);
    }
  }

  private record Collected(List<Integer> vlans, List<Ip> ip) implements HeaderDecoder.Layers {
    @Override
    public void vlan(int id) {
      vlans.add(id);
    }

    @Override
    public void ip(HeaderDecoder header) {
      ip.add(
          new Ip(
              header.version(),
              address(header.version(), header.sourceHigh(), header.sourceLow()),
              address(header.version(), header.destinationHigh(), header.destinationLow()),
              header.protocol(),
              header.timeToLive(),
              header.length(),
              header.fragment()));
    }
  }
}
