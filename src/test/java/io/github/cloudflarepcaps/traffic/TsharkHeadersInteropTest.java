package io.github.cloudflarepcaps.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudflarepcaps.pcapfile.Packet;
import io.github.cloudflarepcaps.traffic.PacketHeaders.Ip;
import io.github.cloudflarepcaps.traffic.PacketHeaders.Transport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wireshark's {@code tshark} finds the same addresses and ports in the same packets. */
@Tag("interop")
class TsharkHeadersInteropTest {

  private static final int PACKETS = 4000;
  private static final String FIELDS =
      " -e frame.protocols -e ip.src -e ip.dst -e ipv6.src -e ipv6.dst"
          + " -e tcp.srcport -e tcp.dstport -e udp.srcport -e udp.dstport"
          + " -e sctp.srcport -e sctp.dstport -e ip.ttl -e ipv6.hlim -e tcp.flags";

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 9, 12, 50, 51, 101, 108, 113, 228, 276})
  void everyPacketHasTheSameAddressesAndPorts(int linkType) throws Exception {
    List<Packet> packets = LinkedTraffic.packets(linkType, linkType, PACKETS);

    assertSame(packets, 0);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void mutantsHaveTheSameAddressesAndPorts(long seed) throws Exception {
    Random random = new Random(seed);
    List<Packet> mutants =
        LinkedTraffic.packets(1, seed, PACKETS).stream()
            .map(packet -> mutant(packet, random))
            .toList();

    assertSame(mutants, PACKETS / 1000);
  }

  private void assertSame(List<Packet> packets, int tolerated) throws Exception {
    Path file = Files.write(directory.resolve("packets.pcap"), PacketBytes.pcap(packets));
    List<String> expected =
        new Tshark(directory)
            .read(file, "-T fields -E occurrence=a -E aggregator=," + FIELDS)
            .lines()
            .map(TsharkHeadersInteropTest::theirs)
            .toList();
    List<String> found =
        packets.stream().map(PacketHeaders::decode).map(TsharkHeadersInteropTest::ours).toList();

    List<String> differences =
        IntStream.range(0, packets.size())
            .filter(i -> !found.get(i).equals(expected.get(i)))
            .mapToObj(i -> found.get(i) + " <> " + expected.get(i) + " " + hexOf(packets.get(i)))
            .toList();
    assertThat(differences).hasSizeLessThanOrEqualTo(tolerated);
  }

  private static Packet mutant(Packet packet, Random random) {
    byte[] data = LinkedTraffic.bytes(packet);
    for (int changes = random.nextInt(3); changes >= 0 && data.length > 0; changes--) {
      data[random.nextInt(data.length)] = (byte) random.nextInt();
    }
    return RandomTraffic.packet(packet.time(), packet.linkType(), data);
  }

  private static String hexOf(Packet packet) {
    return HexFormat.of().formatHex(LinkedTraffic.bytes(packet));
  }

  private static String ours(PacketHeaders headers) {
    Ip ip = headers.innermost();
    Transport transport = headers.transport();
    String ports =
        transport == null || transport.sourcePort() < 0
            ? ""
            : transport.sourcePort() + ">" + transport.destinationPort();
    return ip == null
        ? "no IP"
        : ip.source().getHostAddress() + ">" + ip.destination().getHostAddress() + " " + ports;
  }

  private static String theirs(String line) {
    String[] fields = line.split("\t", -1);
    List<String> protocols = outsideIcmp(fields[0]);
    int ip4 = Math.min(count(protocols, "ip"), values(fields[2]));
    int ip6 = Math.min(count(protocols, "ipv6"), values(fields[4]));
    if (ip4 + ip6 == 0) {
      return "no IP";
    }
    // A header that is incomplete or contradicts itself has no addresses.
    boolean six =
        ip4 == 0 || (ip6 > 0 && last(protocols, "ipv6", ip6) > last(protocols, "ip", ip4));
    String source = six ? value(fields[3], ip6) : value(fields[1], ip4);
    String destination = six ? value(fields[4], ip6) : value(fields[2], ip4);
    List<String> inside =
        protocols.subList(
            six ? last(protocols, "ipv6", ip6) : last(protocols, "ip", ip4), protocols.size());
    String ports =
        inside.contains("tcp")
            ? last(fields[5]) + ">" + last(fields[6])
            : inside.contains("udp")
                ? value(fields[7], count(protocols, "udp"))
                    + ">"
                    + value(fields[8], count(protocols, "udp"))
                : inside.contains("sctp") ? last(fields[9]) + ">" + last(fields[10]) : "";
    return PacketBytes.ip(source).getHostAddress()
        + ">"
        + PacketBytes.ip(destination).getHostAddress()
        + " "
        + (ports.startsWith(">") || ports.endsWith(">") ? "" : ports);
  }

  private static int values(String values) {
    return values.isEmpty() ? 0 : values.split(",").length;
  }

  /** Where a protocol stands for the given time. */
  private static int last(List<String> protocols, String name, int number) {
    int left = number;
    for (int i = 0; i < protocols.size(); i++) {
      if (protocols.get(i).equals(name) && --left == 0) {
        return i;
      }
    }
    return -1;
  }

  private static int count(List<String> protocols, String name) {
    return (int) protocols.stream().filter(name::equals).count();
  }

  /** An ICMP error has the packet inside that it is about. */
  private static List<String> outsideIcmp(String protocols) {
    List<String> outside = new ArrayList<>();
    for (String protocol : protocols.split(":")) {
      outside.add(protocol);
      if (protocol.startsWith("icmp")) {
        break;
      }
    }
    return outside;
  }

  private static String value(String values, int number) {
    String[] all = values.split(",");
    return number >= 1 && number <= all.length ? all[number - 1] : "";
  }

  private static String last(String values) {
    return values.substring(values.lastIndexOf(',') + 1);
  }
}
