package io.github.cloudflarepcaps.traffic;

import static io.github.cloudflarepcaps.traffic.PacketBytes.ethernet;
import static io.github.cloudflarepcaps.traffic.PacketBytes.hex;
import static io.github.cloudflarepcaps.traffic.PacketBytes.join;
import static io.github.cloudflarepcaps.traffic.PacketBytes.vlan;

import io.github.cloudflarepcaps.pcapfile.Packet;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** {@link RandomTraffic} of any link type. */
final class LinkedTraffic {

  private LinkedTraffic() {}

  static List<Packet> packets(int linkType, long seed, int count) {
    Random random = new Random(seed);
    return RandomTraffic.packets(random.nextLong(), count).stream()
        .map(packet -> withLink(packet, linkType, random))
        .toList();
  }

  static byte[] bytes(Packet packet) {
    byte[] bytes = new byte[packet.data().remaining()];
    packet.data().get(bytes);
    return bytes;
  }

  /** The packet of an Ethernet frame behind another header. */
  private static Packet withLink(Packet packet, int linkType, Random random) {
    byte[] frame = bytes(packet);
    if (frame.length < 15) {
      return RandomTraffic.packet(packet.time(), linkType, new byte[0]);
    }
    int type = (frame[12] & 0xff) << 8 | frame[13] & 0xff;
    byte[] content = Arrays.copyOfRange(frame, 14, frame.length);
    String hexType = "%04x".formatted(type);
    boolean six = type == 0x86dd;
    byte[] data =
        switch (linkType) {
          case 0 -> join(hex(six ? "1e000000" : "02000000"), content);
          case 108 -> join(hex(six ? "0000001e" : "00000002"), content);
          case 9, 50 -> join(hex(six ? "ff030057" : "ff030021"), content);
          case 51 -> pppoe(six, content);
          case 113 -> join(hex("0000000100060200000000010000" + hexType), content);
          case 276 -> join(hex(hexType + "0000000000020001000602000000000100 00"), content);
          case 1 -> link(type, content, random);
          default -> content;
        };
    return RandomTraffic.packet(packet.time(), linkType, data);
  }

  private static byte[] link(int type, byte[] content, Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> ethernet(0x8100, vlan(random.nextInt(4096), type, content));
      case 1 -> ethernet(0x88a8, vlan(5, 0x8100, vlan(6, type, content)));
      case 2 -> ethernet(0x8847, join(hex("000100ff 000111ff"), content));
      case 3 -> ethernet(0x8864, pppoe(type == 0x86dd, content));
      default -> ethernet(type, content);
    };
  }

  private static byte[] pppoe(boolean six, byte[] content) {
    byte[] length = PacketBytes.u16(content.length + 2);
    return join(hex("11000001"), length, hex(six ? "0057" : "0021"), content);
  }
}
