package io.github.cloudflarepcaps.traffic;

import static io.github.cloudflarepcaps.traffic.PacketBytes.IPV4;
import static io.github.cloudflarepcaps.traffic.PacketBytes.ethernet;
import static io.github.cloudflarepcaps.traffic.PacketBytes.gre;
import static io.github.cloudflarepcaps.traffic.PacketBytes.icmp;
import static io.github.cloudflarepcaps.traffic.PacketBytes.ipv4;
import static io.github.cloudflarepcaps.traffic.PacketBytes.ipv6;
import static io.github.cloudflarepcaps.traffic.PacketBytes.tcp;
import static io.github.cloudflarepcaps.traffic.PacketBytes.udp;

import io.github.cloudflarepcaps.pcapfile.Packet;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Packets of every kind between some dozens of hosts, from a seed. */
final class RandomTraffic {

  private static final Instant START = Instant.parse("2026-11-25T12:00:00Z");

  private final Random random;

  RandomTraffic(long seed) {
    random = new Random(seed);
  }

  static List<Packet> packets(long seed, int count) {
    RandomTraffic traffic = new RandomTraffic(seed);
    List<Packet> packets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      packets.add(traffic.packet(i));
    }
    return packets;
  }

  static Packet packet(Instant time, int linkType, byte[] data) {
    return new Packet(time, data.length, linkType, ByteBuffer.wrap(data));
  }

  private Packet packet(int i) {
    byte[] data = frame();
    int kept = random.nextInt(10) == 0 ? random.nextInt(data.length) : data.length;
    Instant time = random.nextInt(50) == 0 ? Instant.EPOCH : START.plusMillis(i * 3L);
    long length = data.length + random.nextInt(1400);
    return new Packet(time, length, 1, ByteBuffer.wrap(Arrays.copyOf(data, kept)));
  }

  private byte[] frame() {
    return switch (random.nextInt(12)) {
      case 0 -> ethernet(0x0806, new byte[28]);
      case 1, 2 -> ethernet(0x86dd, ip6());
      case 3 -> ethernet(IPV4, ipv4(host4(), host4(), 47, gre(IPV4, ip4())));
      case 4 -> ethernet(IPV4, ipv4(host4(), host4(), 41, ip6()));
      default -> ethernet(IPV4, ip4());
    };
  }

  private byte[] ip4() {
    int protocol = protocol(1);
    return ipv4(host4(), host4(), protocol, transport(protocol));
  }

  private byte[] ip6() {
    int protocol = protocol(58);
    return ipv6(host6(), host6(), protocol, transport(protocol));
  }

  private int protocol(int icmp) {
    return new int[] {6, 6, 6, 17, icmp, 89}[random.nextInt(6)];
  }

  private byte[] transport(int protocol) {
    return switch (protocol) {
      case 6 -> tcp(port(), port(), random.nextInt(32));
      case 17 -> udp(port(), port(), new byte[random.nextInt(30)]);
      default -> icmp(random.nextInt(20), 0);
    };
  }

  /** Not the port of VXLAN. */
  private int port() {
    return 4790 + random.nextInt(100);
  }

  /** Low numbers are much more frequent than high ones. */
  private int host() {
    return random.nextInt(1 + random.nextInt(70));
  }

  private String host4() {
    return "10.0.0." + host();
  }

  private String host6() {
    return "2001:db8::" + Integer.toHexString(host());
  }
}
