package io.github.cloudflarepcaps.traffic;

import io.github.cloudflarepcaps.pcapfile.Packet;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;

/** Builds packets from the inside out: each method puts one header before what it carries. */
final class PacketBytes {

  static final int IPV4 = 0x0800;
  static final int IPV6 = 0x86dd;
  static final int SYN = 2;
  static final int ACK = 16;

  static final String A = "192.0.2.1";
  static final String B = "198.51.100.2";
  static final String A6 = "2001:db8::1";
  static final String B6 = "2001:db8::2";

  private PacketBytes() {}

  static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replace(" ", ""));
  }

  static byte[] join(byte[]... pieces) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] piece : pieces) {
      out.writeBytes(piece);
    }
    return out.toByteArray();
  }

  static byte[] ethernet(int type, byte[] payload) {
    return join(hex("020000000002 020000000001"), u16(type), payload);
  }

  static byte[] vlan(int id, int type, byte[] payload) {
    return join(u16(id), u16(type), payload);
  }

  static byte[] ipv4(int protocol, byte[] payload) {
    return ipv4(A, B, protocol, payload);
  }

  static byte[] ipv4(String source, String destination, int protocol, byte[] payload) {
    return ipv4(source, destination, protocol, 0, "", payload);
  }

  /** {@code fragmentation}: the three flags and the offset; {@code options}: hexadecimal. */
  static byte[] ipv4(
      String source,
      String destination,
      int protocol,
      int fragmentation,
      String options,
      byte[] payload) {
    byte[] more = hex(options);
    int headerLength = 20 + more.length;
    ByteBuffer header = ByteBuffer.allocate(20);
    header.put((byte) (0x40 | headerLength / 4)).put((byte) 0);
    header.putShort((short) (headerLength + payload.length)).putShort((short) 7);
    header.putShort((short) fragmentation).put((byte) 64).put((byte) protocol).putShort((short) 0);
    header.put(address(source)).put(address(destination));
    return join(header.array(), more, payload);
  }

  static byte[] ipv6(int protocol, byte[] payload) {
    return ipv6(A6, B6, protocol, payload);
  }

  static byte[] ipv6(String source, String destination, int protocol, byte[] payload) {
    ByteBuffer header = ByteBuffer.allocate(8).putInt(0x60000000);
    header.putShort((short) payload.length).put((byte) protocol).put((byte) 55);
    return join(header.array(), address6(source), address6(destination), payload);
  }

  static byte[] tcp(int source, int destination, int flags) {
    ByteBuffer header = ByteBuffer.allocate(20);
    header.putShort((short) source).putShort((short) destination).putLong(0);
    return header.putShort((short) (0x5000 | flags)).array();
  }

  static byte[] udp(int source, int destination, byte[] payload) {
    return join(u16(source), u16(destination), u16(8 + payload.length), u16(0), payload);
  }

  static byte[] icmp(int type, int code) {
    return new byte[] {(byte) type, (byte) code, 0, 0, 0, 1, 0, 1};
  }

  static byte[] sctp(int source, int destination) {
    return join(u16(source), u16(destination), new byte[8]);
  }

  static byte[] gre(int type, byte[] payload) {
    return join(u16(0), u16(type), payload);
  }

  static byte[] vxlan(int network, byte[] payload) {
    return join(hex("08000000"), u32(network << 8), payload);
  }

  static byte[] u16(int value) {
    return new byte[] {(byte) (value >> 8), (byte) value};
  }

  static byte[] u32(int value) {
    return ByteBuffer.allocate(4).putInt(value).array();
  }

  /** A capture file of the packets, which all have one link type. */
  static byte[] pcap(List<Packet> packets) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int linkType = packets.isEmpty() ? 1 : packets.get(0).linkType();
    out.writeBytes(join(hex("a1b23c4d 0002 0004 00000000 00000000 00040000"), u32(linkType)));
    for (Packet packet : packets) {
      byte[] data = new byte[packet.data().remaining()];
      packet.data().get(data);
      out.writeBytes(join(u32((int) packet.time().getEpochSecond()), u32(packet.time().getNano())));
      out.writeBytes(join(u32(data.length), u32((int) packet.originalLength()), data));
    }
    return out.toByteArray();
  }

  static InetAddress ip(String address) {
    try {
      return InetAddress.getByName(address);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] address(String address) {
    return ip(address).getAddress();
  }

  /** The JDK makes four bytes of a mapped address. */
  private static byte[] address6(String address) {
    byte[] bytes = address(address);
    return bytes.length == 16 ? bytes : join(new byte[10], hex("ffff"), bytes);
  }

  static PacketHeaders decode(int linkType, byte[] packet) {
    return PacketHeaders.decode(ByteBuffer.wrap(packet), linkType);
  }

  static PacketHeaders decodeEthernet(int type, byte[] payload) {
    return decode(1, ethernet(type, payload));
  }

  /** Decodes raw IP. */
  static PacketHeaders decodeIp(byte[] packet) {
    return decode(101, packet);
  }
}
