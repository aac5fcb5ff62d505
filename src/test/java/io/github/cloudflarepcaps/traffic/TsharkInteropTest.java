package io.github.cloudflarepcaps.traffic;

import static io.github.cloudflarepcaps.traffic.PacketBytes.ethernet;
import static io.github.cloudflarepcaps.traffic.PacketBytes.hex;
import static io.github.cloudflarepcaps.traffic.PacketBytes.ip;
import static io.github.cloudflarepcaps.traffic.PacketBytes.join;
import static io.github.cloudflarepcaps.traffic.PacketBytes.vlan;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudflarepcaps.pcapfile.Packet;
import io.github.cloudflarepcaps.traffic.PacketHeaders.Ip;
import io.github.cloudflarepcaps.traffic.PacketHeaders.Transport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Wireshark's {@code tshark}, without reassembly and with the dissectors of headers alone, finds
 * the same addresses and ports in the same packets, and counts them the same.
 */
@Tag("interop")
class TsharkInteropTest {

  private static final int PACKETS = 4000;
  private static final Set<String> HEADERS =
      Set.of(
          "ah",
          "erspan",
          "esp",
          "eth",
          "ethertype",
          "frame",
          "gre",
          "icmp",
          "icmpv6",
          "ieee8021ad",
          "ip",
          "ipv6",
          "ipv6.dstopts",
          "ipv6.fraghdr",
          "ipv6.hopopts",
          "ipv6.routing",
          "llc",
          "mpls",
          "null",
          "ppp",
          "ppp_hdlc",
          "pppoes",
          "raw",
          "sctp",
          "sll",
          "tcp",
          "udp",
          "vlan",
          "vxlan");
  private static final String PREFERENCES = " -n -o ip.defragment:FALSE -o ipv6.defragment:FALSE";
  private static final String FIELDS =
      " -e frame.protocols -e ip.src -e ip.dst -e ipv6.src -e ipv6.dst"
          + " -e tcp.srcport -e tcp.dstport -e udp.srcport -e udp.dstport"
          + " -e sctp.srcport -e sctp.dstport -e ip.ttl -e ipv6.hlim -e tcp.flags";

  @TempDir Path directory;

  @BeforeEach
  void disableOtherDissectors() throws Exception {
    String others =
        tshark("-G protocols")
            .lines()
            .map(line -> line.split("\t")[2])
            .filter(protocol -> !HEADERS.contains(protocol))
            .collect(Collectors.joining("\n"));
    Files.writeString(directory.resolve("disabled_protos"), others + "\n");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 9, 12, 50, 51, 101, 108, 113, 228, 276})
  void everyPacketHasTheSameAddressesAndPorts(int linkType) throws Exception {
    List<Packet> packets = packets(linkType, new Random(linkType));

    assertSame(packets, 0);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void mutantsHaveTheSameAddressesAndPorts(long seed) throws Exception {
    Random random = new Random(seed);
    List<Packet> mutants =
        packets(1, random).stream().map(packet -> mutant(packet, random)).toList();

    assertSame(mutants, PACKETS / 1000);
  }

  /** Of packets without tunnels: tshark counts the outer addresses too. */
  @Test
  void sourcesSendWhatEndpointsCount() throws Exception {
    List<Packet> packets =
        packets(101, new Random(4)).stream()
            .filter(packet -> PacketHeaders.decode(packet).ip().size() == 1)
            .toList();
    Path file = Files.write(directory.resolve("packets.pcap"), PacketBytes.pcap(packets));

    // Address, packets, bytes, packets sent, bytes sent, packets received, bytes received.
    List<String> expected =
        Stream.of("ip", "ipv6")
            .flatMap(version -> endpoints(file, version))
            .filter(fields -> !fields[3].equals("0"))
            .map(fields -> ip(fields[0]) + " " + fields[3] + " " + fields[4])
            .toList();

    assertThat(TrafficSummary.of(file).topSources(Integer.MAX_VALUE))
        .extracting(count -> count.key() + " " + count.packets() + " " + count.bytes())
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  private Stream<String[]> endpoints(Path file, String version) {
    return tshark("-q -r " + file + PREFERENCES + " -z endpoints," + version)
        .lines()
        .filter(line -> line.matches("[0-9a-f]+[.:].*"))
        .map(line -> line.split("\\s+"));
  }

  private void assertSame(List<Packet> packets, int tolerated) throws Exception {
    Path file = Files.write(directory.resolve("packets.pcap"), PacketBytes.pcap(packets));
    List<String> expected = tshark(file).lines().map(TsharkInteropTest::theirs).toList();
    List<String> found =
        packets.stream().map(PacketHeaders::decode).map(TsharkInteropTest::ours).toList();

    List<String> differences =
        IntStream.range(0, packets.size())
            .filter(i -> !found.get(i).equals(expected.get(i)))
            .mapToObj(i -> found.get(i) + " <> " + expected.get(i) + " " + hexOf(packets.get(i)))
            .toList();
    assertThat(differences).hasSizeLessThanOrEqualTo(tolerated);
  }

  private static List<Packet> packets(int linkType, Random random) {
    return RandomTraffic.packets(random.nextLong(), PACKETS).stream()
        .map(packet -> withLink(packet, linkType, random))
        .toList();
  }

  /** The packet of an Ethernet frame behind another header. */
  private static Packet withLink(Packet packet, int linkType, Random random) {
    byte[] frame = bytes(packet);
    if (frame.length < 15) {
      return packet(packet.time(), linkType, new byte[0]);
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
    return packet(packet.time(), linkType, data);
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

  private static Packet packet(Instant time, int linkType, byte[] data) {
    return new Packet(time, data.length, linkType, ByteBuffer.wrap(data));
  }

  private static Packet mutant(Packet packet, Random random) {
    byte[] data = bytes(packet);
    for (int changes = random.nextInt(3); changes >= 0 && data.length > 0; changes--) {
      data[random.nextInt(data.length)] = (byte) random.nextInt();
    }
    return packet(packet.time(), packet.linkType(), data);
  }

  private static byte[] bytes(Packet packet) {
    byte[] bytes = new byte[packet.data().remaining()];
    packet.data().get(bytes);
    return bytes;
  }

  private static String hexOf(Packet packet) {
    return HexFormat.of().formatHex(bytes(packet));
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

  private String tshark(Path file) {
    return tshark(
        "-r " + file + PREFERENCES + " -T fields -E occurrence=a -E aggregator=," + FIELDS);
  }

  private String tshark(String arguments) {
    try {
      ProcessBuilder builder = new ProcessBuilder(("tshark " + arguments).split(" "));
      builder.environment().put("WIRESHARK_CONFIG_DIR", directory.toString());
      Process process = builder.redirectError(directory.resolve("stderr").toFile()).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(Files.readString(directory.resolve("stderr"))).isZero();
      return output;
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
