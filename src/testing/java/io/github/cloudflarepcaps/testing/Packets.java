package io.github.cloudflarepcaps.testing;

import java.nio.ByteBuffer;

/** Builds Ethernet frames with correct lengths and checksums, innermost layer first. */
final class Packets {
  private static final byte[] MACS = {0x02, 0, 0x5e, 0, 0, 0x02, 0x02, 0, 0x5e, 0, 0, 0x01};
  private static final int SYN = 0x02;
  private static final int ACK = 0x10;
  private static final int PSH_ACK = 0x18;
  private static final int WINDOW = 64_240;
  private static final int HOPS = 57;
  private static final int FRAGMENT_HEADER = 44;

  private Packets() {}

  /**
   * A segment, the first of its connection if it acknowledges nothing. Its checksum is 0 until
   * {@link #frame}, which knows the addresses, fills it in.
   */
  static byte[] tcp(int source, int destination, int sequence, int acknowledged, byte[] payload) {
    boolean first = acknowledged == 0;
    int options = first ? 4 : 0;
    ByteBuffer segment = ByteBuffer.allocate(20 + options + payload.length);
    segment.putShort((short) source).putShort((short) destination).putInt(sequence);
    segment.putInt(acknowledged).put((byte) (((20 + options) / 4) << 4));
    segment.put((byte) (first ? SYN : payload.length == 0 ? ACK : PSH_ACK));
    segment.putShort((short) WINDOW).putShort((short) 0).putShort((short) 0);
    if (first) {
      segment.put((byte) 2).put((byte) 4).putShort((short) 1460); // the maximum segment size
    }
    return segment.put(payload).array();
  }

  static byte[] udp(int source, int destination, byte[] payload) {
    ByteBuffer datagram = ByteBuffer.allocate(8 + payload.length);
    datagram.putShort((short) source).putShort((short) destination);
    datagram.putShort((short) (8 + payload.length)).putShort((short) 0);
    return datagram.put(payload).array();
  }

  /** An echo request of ICMP or ICMPv6. */
  static byte[] echo(int protocol, int identifier, int sequence, byte[] payload) {
    ByteBuffer message = ByteBuffer.allocate(8 + payload.length);
    message.put((byte) (protocol == Match.ICMP ? 8 : 128)).put((byte) 0).putShort((short) 0);
    message.putShort((short) identifier).putShort((short) sequence);
    return message.put(payload).array();
  }

  static byte[] frame(
      byte[] source, byte[] destination, int protocol, int identification, byte[] segment) {
    fillChecksum(source, destination, protocol, segment);
    return source.length == 4
        ? version4(source, destination, protocol, identification, segment)
        : version6(source, destination, protocol, identification, segment);
  }

  private static byte[] version4(
      byte[] source, byte[] destination, int protocol, int identification, byte[] segment) {
    ByteBuffer frame = ByteBuffer.allocate(14 + 20 + segment.length);
    frame.put(MACS).putShort((short) 0x0800);
    frame.put((byte) 0x45).put((byte) 0).putShort((short) (20 + segment.length));
    frame.putShort((short) identification).putShort((short) fragment(protocol));
    frame.put((byte) HOPS).put((byte) protocol).putShort((short) 0).put(source).put(destination);
    frame.putShort(14 + 10, checksum(sum(frame.array(), 14, 20)));
    return frame.put(segment).array();
  }

  private static byte[] version6(
      byte[] source, byte[] destination, int protocol, int identification, byte[] segment) {
    int extension = isBuilt(protocol) ? 0 : 8;
    ByteBuffer frame = ByteBuffer.allocate(14 + 40 + extension + segment.length);
    frame.put(MACS).putShort((short) 0x86dd);
    frame.putInt(0x6000_0000).putShort((short) (extension + segment.length));
    frame.put((byte) (extension == 0 ? protocol : FRAGMENT_HEADER)).put((byte) HOPS);
    frame.put(source).put(destination);
    if (extension > 0) {
      frame.put((byte) protocol).put((byte) 0).putShort((short) (fragment(protocol) << 3));
      frame.putInt(identification);
    }
    return frame.put(segment).array();
  }

  private static boolean isBuilt(int protocol) {
    return protocol == Match.TCP
        || protocol == Match.UDP
        || protocol == Match.ICMP
        || protocol == Match.ICMPV6;
  }

  /**
   * The flags and offset of the IP header: a packet of a protocol that is not built here is a later
   * fragment, which has no header of its protocol; the others are not fragmented.
   */
  private static int fragment(int protocol) {
    return isBuilt(protocol) ? 0x4000 : 185;
  }

  private static void fillChecksum(
      byte[] source, byte[] destination, int protocol, byte[] segment) {
    int at = checksumOffset(protocol);
    if (at < 0) {
      return;
    }
    long sum = sum(segment, 0, segment.length);
    if (protocol != Match.ICMP) { // the others include a pseudo header
      sum += sum(source, 0, source.length) + sum(destination, 0, destination.length);
      sum += protocol + segment.length;
    }
    short checksum = checksum(sum);
    boolean zero = checksum == 0 && protocol == Match.UDP; // in UDP, 0 means no checksum
    ByteBuffer.wrap(segment).putShort(at, zero ? (short) 0xffff : checksum);
  }

  private static int checksumOffset(int protocol) {
    return switch (protocol) {
      case Match.TCP -> 16;
      case Match.UDP -> 6;
      case Match.ICMP, Match.ICMPV6 -> 2;
      default -> -1;
    };
  }

  private static long sum(byte[] bytes, int from, int length) {
    long sum = 0;
    for (int i = 0; i < length; i++) {
      int octet = bytes[from + i] & 0xff;
      sum += i % 2 == 0 ? octet << 8 : octet;
    }
    return sum;
  }

  private static short checksum(long sum) {
    long folded = sum;
    while (folded > 0xffff) {
      folded = (folded & 0xffff) + (folded >> 16);
    }
    return (short) ~folded;
  }
}
