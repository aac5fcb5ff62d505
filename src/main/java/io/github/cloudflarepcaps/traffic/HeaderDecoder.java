package io.github.cloudflarepcaps.traffic;

import io.github.cloudflarepcaps.traffic.PacketHeaders.End;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Decodes the headers of one packet after another in place: no object per packet.
 *
 * <p>Each layer is one method, which reads its header at {@link #position}, moves past it and
 * returns the layer that follows. The loop in {@link #decode} replaces recursion, so that a packet
 * of thousands of nested headers needs no stack. The accessors describe the innermost IP header so
 * far, and its transport header.
 */
final class HeaderDecoder {

  /** Receives the layers that a packet may have several of, outermost first. */
  interface Layers {
    void vlan(int id);

    /** An IP header with its extension headers has been read. */
    void ip(HeaderDecoder header);
  }

  static final int ICMP = 1;
  static final int TCP = 6;
  static final int UDP = 17;
  static final int ICMPV6 = 58;
  static final int SCTP = 132;

  private static final int IPV4_IN_IP = 4;
  private static final int IPV6_IN_IP = 41;
  private static final int GRE = 47;
  private static final int ESP = 50;

  private static final int MPLS_IN_IP = 137;
  private static final int ETHERNET_IN_IP = 143;

  private static final int HOP_BY_HOP = 0;
  private static final int ROUTING = 43;
  private static final int FRAGMENT = 44;
  private static final int AUTHENTICATION = 51;
  private static final int NO_NEXT_HEADER = 59;
  private static final int DESTINATION_OPTIONS = 60;
  private static final int JUMBO_PAYLOAD = 0xc2;

  private static final int IPV4_LENGTH = 20;
  private static final int IPV6_LENGTH = 40;
  private static final int VXLAN_PORT = 4789;

  /** Below it the type field of an Ethernet frame is a length, and an LLC header follows. */
  private static final int LOWEST_ETHER_TYPE = 0x600;

  private enum Layer {
    ETHERNET,
    LLC,
    VLAN,
    MPLS,
    PPPOE,
    PPP,
    LOOPBACK,
    LINUX_COOKED,
    LINUX_COOKED_2,
    IP,
    GRE,
    ERSPAN_3,
    TCP,
    UDP,
    SCTP,
    ICMP,
    VXLAN,
    /** Decoding has ended, for the reason in {@link #end}. */
    DONE
  }

  private final Layers layers;
  private ByteBuffer data = ByteBuffer.allocate(0);
  private boolean littleEndian;
  private long wireEnd;

  /** Where the next header begins. */
  private int position;

  /** Where the bytes kept of the packet end. */
  private int dataEnd;

  /** Where the enclosing packet ends by its own length: behind it is padding. */
  private int limit;

  private End end = End.COMPLETE;

  private int version;
  private long sourceHigh;
  private long sourceLow;
  private long destinationHigh;
  private long destinationLow;
  private int protocol;
  private int timeToLive;
  private long length;
  private boolean fragment;
  private boolean laterFragment;

  /** Whether the IPv6 header leaves the length to an option. */
  private boolean uncounted;

  private int transport;
  private int sourcePort;
  private int destinationPort;
  private int tcpFlags;
  private int icmpType;
  private int icmpCode;

  HeaderDecoder(Layers layers) {
    this.layers = layers;
  }

  /**
   * Decodes what is between the position and the limit of {@code packet}, and changes neither.
   * Returns why decoding ended.
   *
   * @param originalLength the packet's length on the wire
   */
  End decode(ByteBuffer packet, int linkType, long originalLength) {
    data = packet;
    littleEndian = packet.order() == ByteOrder.LITTLE_ENDIAN;
    position = packet.position();
    wireEnd = position + originalLength;
    dataEnd = packet.limit();
    limit = Integer.MAX_VALUE;
    version = 0;
    transport = -1;
    Layer layer = firstLayer(linkType);
    while (layer != Layer.DONE) {
      layer = decode(layer);
    }
    return end;
  }

  /** Where decoding ended, as an index of the buffer. */
  int position() {
    return position;
  }

  /** 4, 6, or 0 if the packet has no IP header. */
  int version() {
    return version;
  }

  /** The first half of an IPv6 address, 0 for IPv4. */
  long sourceHigh() {
    return sourceHigh;
  }

  /** The second half of an IPv6 address, or the IPv4 address. */
  long sourceLow() {
    return sourceLow;
  }

  long destinationHigh() {
    return destinationHigh;
  }

  long destinationLow() {
    return destinationLow;
  }

  int protocol() {
    return protocol;
  }

  int timeToLive() {
    return timeToLive;
  }

  long length() {
    return length;
  }

  boolean fragment() {
    return fragment;
  }

  /** The protocol of the transport header, or -1 if there is none. */
  int transport() {
    return transport;
  }

  /** -1 for ICMP. */
  int sourcePort() {
    return sourcePort;
  }

  int destinationPort() {
    return destinationPort;
  }

  /** -1 unless it is TCP and the capture holds them. */
  int tcpFlags() {
    return tcpFlags;
  }

  int icmpType() {
    return icmpType;
  }

  int icmpCode() {
    return icmpCode;
  }

  private Layer firstLayer(int linkType) {
    return switch (linkType) {
      case 0, 108 -> Layer.LOOPBACK;
      case 1 -> Layer.ETHERNET;
      case 9, 50 -> Layer.PPP;
      case 12, 14, 101, 228, 229 -> Layer.IP;
      case 51 -> Layer.PPPOE;
      case 113 -> Layer.LINUX_COOKED;
      case 276 -> Layer.LINUX_COOKED_2;
      default -> end(End.UNKNOWN_LINK_TYPE);
    };
  }

  private Layer decode(Layer layer) {
    return switch (layer) {
      case ETHERNET -> ethernet();
      case LLC -> llc();
      case VLAN -> vlan();
      case MPLS -> mpls();
      case PPPOE -> pppoe();
      case PPP -> ppp();
      case LOOPBACK -> loopback();
      case LINUX_COOKED -> linuxCooked(16, 14);
      case LINUX_COOKED_2 -> linuxCooked(20, 0);
      case IP -> ip();
      case GRE -> gre();
      case ERSPAN_3 -> erspan3();
      case TCP -> tcp();
      case UDP -> udp();
      case SCTP -> sctp();
      case ICMP -> icmp();
      case VXLAN -> vxlan();
      case DONE -> Layer.DONE;
    };
  }

  private Layer ethernet() {
    if (!has(14)) {
      return cut();
    }
    int type = u16(position + 12);
    position += 14;
    return etherType(type);
  }

  private Layer etherType(int type) {
    return switch (type) {
      case 0x0800, 0x86dd -> Layer.IP;
      case 0x8100, 0x88a8, 0x9100 -> Layer.VLAN;
      case 0x8847, 0x8848 -> Layer.MPLS;
      case 0x8864 -> Layer.PPPOE;
      default -> type < LOWEST_ETHER_TYPE ? Layer.LLC : end(End.NOT_IP);
    };
  }

  private Layer llc() {
    if (!has(3)) {
      return cut();
    }
    int saps = u16(position);
    if (saps == 0x0606) {
      position += 3;
      return Layer.IP;
    }
    if (saps != 0xaaaa) {
      return end(End.NOT_IP);
    }
    return has(8) ? snap() : cut();
  }

  private Layer snap() {
    int organization = u16(position + 3) << 8 | u8(position + 5);
    int type = u16(position + 6);
    // 0000f8 is the one of bridges that tunnel Ethernet (802.1H).
    if ((organization != 0 && organization != 0xf8) || type < LOWEST_ETHER_TYPE) {
      return end(End.NOT_IP);
    }
    position += 8;
    return etherType(type);
  }

  private Layer vlan() {
    if (!has(4)) {
      return cut();
    }
    layers.vlan(u16(position) & 0xfff);
    int type = u16(position + 2);
    position += 4;
    return etherType(type);
  }

  private Layer mpls() {
    if (!has(4)) {
      return cut();
    }
    boolean bottom = (u8(position + 2) & 1) == 1;
    position += 4;
    return bottom ? belowMpls() : Layer.MPLS;
  }

  /** The labels do not name what they carry. */
  private Layer belowMpls() {
    if (!has(1)) {
      return cut();
    }
    int nibble = u8(position) >> 4;
    return nibble == 4 || nibble == 6 ? Layer.IP : end(End.NOT_IP);
  }

  private Layer pppoe() {
    if (!has(6)) {
      return cut();
    }
    limitTo(6 + u16(position + 4));
    position += 6;
    return Layer.PPP;
  }

  private Layer ppp() {
    if (has(2) && u16(position) == 0xff03) {
      position += 2;
    }
    if (!has(1) || (u8(position) % 2 == 0 && !has(2))) {
      return cut();
    }
    // The first byte of a number is even and the last odd, so that a leading 0 may be left out.
    boolean oneByte = u8(position) % 2 == 1;
    int number = oneByte ? u8(position) : u16(position);
    position += oneByte ? 1 : 2;
    return switch (number) {
      case 0x21, 0x57 -> Layer.IP;
      case 0x281, 0x283 -> Layer.MPLS;
      default -> end(End.NOT_IP);
    };
  }

  /** The address family is in the byte order of the host that captured. */
  private Layer loopback() {
    if (!has(4)) {
      return cut();
    }
    int family = i32(position);
    position += 4;
    return switch ((family & 0xffff0000) == 0 ? family : Integer.reverseBytes(family)) {
      // IPv6 of Linux, Windows, NetBSD and OpenBSD, FreeBSD, macOS
      case 2, 10, 23, 24, 28, 30 -> Layer.IP;
      default -> end(End.NOT_IP);
    };
  }

  private Layer linuxCooked(int headerLength, int typeAt) {
    if (!has(headerLength)) {
      return cut();
    }
    int type = u16(position + typeAt);
    position += headerLength;
    return etherType(type);
  }

  private Layer ip() {
    if (!has(1)) {
      return cut();
    }
    return switch (u8(position) >> 4) {
      case 4 -> ipv4();
      case 6 -> ipv6();
      default -> end(End.MALFORMED);
    };
  }

  private Layer ipv4() {
    if (!has(IPV4_LENGTH)) {
      return cut();
    }
    int headerLength = (u8(position) & 0xf) * 4;
    int total = u16(position + 2);
    if (headerLength < IPV4_LENGTH || (total != 0 && total < headerLength)) {
      return end(End.MALFORMED);
    }
    int fragmentation = u16(position + 6);
    startIp(4, fragmentation & 0x3fff, fragmentation & 0x1fff);
    timeToLive = u8(position + 8);
    protocol = u8(position + 9);
    sourceHigh = 0;
    sourceLow = u32(position + 12);
    destinationHigh = 0;
    destinationLow = u32(position + 16);
    // 0 is a packet that the network card was to split, or of more than 65535 bytes.
    length = total == 0 ? rest() : total;
    limitTo(total);
    return afterFixedHeader(headerLength);
  }

  private Layer ipv6() {
    if (!has(IPV6_LENGTH)) {
      return cut();
    }
    int payload = u16(position + 4);
    startIp(6, 0, 0);
    protocol = u8(position + 6);
    timeToLive = u8(position + 7);
    sourceHigh = i64(position + 8);
    sourceLow = i64(position + 16);
    destinationHigh = i64(position + 24);
    destinationLow = i64(position + 32);
    // 0 is a packet of more than 65535 bytes, or that the network card was to split.
    uncounted = payload == 0 && protocol != NO_NEXT_HEADER;
    length = uncounted ? rest() : IPV6_LENGTH + payload;
    limitTo(uncounted ? 0 : IPV6_LENGTH + payload);
    return afterFixedHeader(IPV6_LENGTH);
  }

  private void startIp(int newVersion, int fragmentBits, int offset) {
    version = newVersion;
    fragment = fragmentBits != 0;
    laterFragment = offset != 0;
    transport = -1;
  }

  /** What is left of the enclosing packet, on the wire. */
  private long rest() {
    return Math.max(Math.min(wireEnd, limit), dataEndWithinLimit()) - position;
  }

  private void limitTo(int total) {
    if (total != 0) {
      limit = Math.min(limit, position + total);
    }
  }

  private Layer afterFixedHeader(int headerLength) {
    if (!has(headerLength)) {
      layers.ip(this);
      return cut();
    }
    position += headerLength;
    boolean complete = skipExtensions();
    layers.ip(this);
    if (!complete) {
      return cut();
    }
    return laterFragment ? end(End.LATER_FRAGMENT) : transportLayer();
  }

  /** Returns false if an extension header is incomplete. */
  private boolean skipExtensions() {
    while (isExtension(protocol) && !laterFragment) {
      if (!has(8)) {
        return false;
      }
      int headerLength = extensionLength();
      if (!has(headerLength)) {
        return false;
      }
      readExtension(headerLength);
      protocol = u8(position);
      position += headerLength;
    }
    return true;
  }

  private boolean isExtension(int number) {
    return switch (number) {
      case AUTHENTICATION -> true;
      case HOP_BY_HOP, ROUTING, FRAGMENT, DESTINATION_OPTIONS -> version == 6;
      default -> false;
    };
  }

  private int extensionLength() {
    return switch (protocol) {
      case AUTHENTICATION -> (u8(position + 1) + 2) * 4;
      case FRAGMENT -> 8;
      default -> (u8(position + 1) + 1) * 8;
    };
  }

  private void readExtension(int headerLength) {
    if (protocol == FRAGMENT) {
      int fragmentation = u16(position + 2);
      fragment |= (fragmentation & 0xfff9) != 0;
      laterFragment = (fragmentation & 0xfff8) != 0;
    } else if (protocol == HOP_BY_HOP && uncounted) {
      readOptions(position + headerLength);
    }
  }

  private void readOptions(int optionsEnd) {
    int at = position + 2;
    while (at + 1 < optionsEnd) {
      if (u8(at) == JUMBO_PAYLOAD && at + 6 <= optionsEnd) {
        length = IPV6_LENGTH + u32(at + 2);
      }
      // Type 0 is one byte of padding, without a length.
      at += u8(at) == 0 ? 1 : 2 + u8(at + 1);
    }
  }

  private Layer transportLayer() {
    return switch (protocol) {
      case TCP -> Layer.TCP;
      case UDP -> Layer.UDP;
      case SCTP -> Layer.SCTP;
      case ICMP, ICMPV6 -> Layer.ICMP;
      case IPV4_IN_IP, IPV6_IN_IP -> Layer.IP;
      case GRE -> Layer.GRE;
      case MPLS_IN_IP -> Layer.MPLS;
      case ETHERNET_IN_IP -> Layer.ETHERNET;
      case ESP -> end(End.ENCRYPTED);
      default -> end(End.COMPLETE);
    };
  }

  private Layer gre() {
    if (!has(4)) {
      return cut();
    }
    int flags = u16(position);
    int type = u16(position + 2);
    int headerLength = greLength(flags);
    if (!has(headerLength)) {
      return cut();
    }
    position += headerLength;
    return belowGre(flags, type);
  }

  /** Checksum and routing share a word; key, sequence and acknowledgment have one each. */
  private static int greLength(int flags) {
    int checksum = (flags & 0xc000) == 0 ? 0 : 4;
    boolean acknowledgment = (flags & 0x87) == 0x81;
    return 4 + checksum + (flags >> 13 & 1) * 4 + (flags >> 12 & 1) * 4 + (acknowledgment ? 4 : 0);
  }

  private Layer belowGre(int flags, int type) {
    boolean sequence = (flags & 0x1000) != 0;
    if ((flags & 7) == 1) { // PPTP; without a sequence number it only acknowledges
      return type == 0x880b && sequence ? Layer.PPP : end(End.COMPLETE);
    }
    boolean routing = (flags & 0x4000) != 0;
    if (routing || type < LOWEST_ETHER_TYPE) {
      return end(End.NOT_IP);
    }
    return switch (type) {
      case 0x6558 -> Layer.ETHERNET;
      case 0x880b -> Layer.PPP;
      case 0x88be -> sequence ? erspan2() : Layer.ETHERNET;
      case 0x22eb -> Layer.ERSPAN_3;
      case 0x883e -> belowWccp();
      default -> etherType(type);
    };
  }

  /** Version 2 has a header of four bytes, version 1 has no header; nothing marks which it is. */
  private Layer belowWccp() {
    if (!has(4)) {
      return cut();
    }
    position += u8(position) >> 4 == 4 ? 0 : 4;
    return Layer.IP;
  }

  private Layer erspan2() {
    if (!has(8)) {
      return cut();
    }
    position += 8;
    return Layer.ETHERNET;
  }

  private Layer erspan3() {
    if (!has(12)) {
      return cut();
    }
    int word = u16(position + 10);
    int headerLength = (word & 1) == 0 ? 12 : 20;
    if (!has(headerLength)) {
      return cut();
    }
    position += headerLength;
    return switch (word >> 10 & 0x1f) {
      case 0 -> Layer.ETHERNET;
      case 2 -> Layer.IP;
      default -> end(End.NOT_IP);
    };
  }

  private Layer tcp() {
    readPorts(TCP);
    if (has(14)) {
      tcpFlags = u16(position + 12) & 0xfff;
    }
    if (!has(20)) {
      return cut();
    }
    int headerLength = (u8(position + 12) >> 4) * 4;
    return headerLength < 20 ? end(End.MALFORMED) : last(headerLength);
  }

  private Layer udp() {
    readPorts(UDP);
    if (!has(8)) {
      return cut();
    }
    int udpLength = u16(position + 4);
    if (udpLength != 0 && udpLength < 8) {
      return end(End.MALFORMED);
    }
    position += 8;
    return destinationPort == VXLAN_PORT ? Layer.VXLAN : end(End.COMPLETE);
  }

  private Layer sctp() {
    readPorts(SCTP);
    return last(12);
  }

  private Layer icmp() {
    if (has(2)) {
      startTransport(protocol);
      icmpType = u8(position);
      icmpCode = u8(position + 1);
    }
    return last(8);
  }

  private void readPorts(int number) {
    if (has(4)) {
      startTransport(number);
      sourcePort = u16(position);
      destinationPort = u16(position + 2);
    }
  }

  private void startTransport(int number) {
    transport = number;
    sourcePort = -1;
    destinationPort = -1;
    tcpFlags = -1;
    icmpType = -1;
    icmpCode = -1;
  }

  private Layer last(int headerLength) {
    if (!has(headerLength)) {
      return cut();
    }
    position += headerLength;
    return end(End.COMPLETE);
  }

  /** Anyone can send something else to the port: a VXLAN header has its flag of a valid network. */
  private Layer vxlan() {
    boolean valid = has(1) && (u8(position) & 8) != 0;
    if (!valid && (has(1) || limit <= dataEnd)) {
      return end(End.COMPLETE);
    }
    if (!has(8)) {
      return cut();
    }
    position += 8;
    return Layer.ETHERNET;
  }

  private Layer end(End reason) {
    end = reason;
    return Layer.DONE;
  }

  /** Ends at a header that is incomplete: by the capture, or by the enclosing packet's length. */
  private Layer cut() {
    if (limit <= dataEnd) {
      return end(End.MALFORMED);
    }
    position = dataEnd;
    return end(End.TRUNCATED);
  }

  private boolean has(int count) {
    return count <= dataEndWithinLimit() - position;
  }

  private int dataEndWithinLimit() {
    return Math.min(dataEnd, limit);
  }

  private int u8(int at) {
    return data.get(at) & 0xff;
  }

  // The buffer's order is the caller's: setting it would change an object that is not ours.
  private int u16(int at) {
    return u8(at) << 8 | u8(at + 1);
  }

  private int i32(int at) {
    int value = data.getInt(at);
    return littleEndian ? Integer.reverseBytes(value) : value;
  }

  private long u32(int at) {
    return Integer.toUnsignedLong(i32(at));
  }

  private long i64(int at) {
    long value = data.getLong(at);
    return littleEndian ? Long.reverseBytes(value) : value;
  }
}
