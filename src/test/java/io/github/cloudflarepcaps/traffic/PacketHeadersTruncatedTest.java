package io.github.cloudflarepcaps.traffic;

import static io.github.cloudflarepcaps.traffic.PacketBytes.IPV4;
import static io.github.cloudflarepcaps.traffic.PacketBytes.decode;
import static io.github.cloudflarepcaps.traffic.PacketBytes.decodeIp;
import static io.github.cloudflarepcaps.traffic.PacketBytes.ethernet;
import static io.github.cloudflarepcaps.traffic.PacketBytes.gre;
import static io.github.cloudflarepcaps.traffic.PacketBytes.hex;
import static io.github.cloudflarepcaps.traffic.PacketBytes.icmp;
import static io.github.cloudflarepcaps.traffic.PacketBytes.ipv4;
import static io.github.cloudflarepcaps.traffic.PacketBytes.ipv6;
import static io.github.cloudflarepcaps.traffic.PacketBytes.join;
import static io.github.cloudflarepcaps.traffic.PacketBytes.tcp;
import static io.github.cloudflarepcaps.traffic.PacketBytes.udp;
import static io.github.cloudflarepcaps.traffic.PacketBytes.vlan;
import static io.github.cloudflarepcaps.traffic.PacketBytes.vxlan;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudflarepcaps.pcapfile.Packet;
import io.github.cloudflarepcaps.traffic.PacketHeaders.End;
import io.github.cloudflarepcaps.traffic.PacketHeaders.Ip;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a capture cuts off is reported, and what it kept is decoded. */
class PacketHeadersTruncatedTest {

  static Stream<byte[]> packets() {
    byte[] inner = ipv4(6, tcp(1, 80, 2));
    return Stream.of(
        ethernet(IPV4, inner),
        ethernet(
            0x8100, vlan(3, 0x86dd, ipv6(0, join(hex("1100010400000000"), udp(1, 2, hex("")))))),
        ethernet(IPV4, ipv4("192.0.2.1", "192.0.2.2", 1, 0, "94040000", icmp(8, 0))),
        ethernet(IPV4, ipv4(47, gre(IPV4, inner))),
        ethernet(IPV4, ipv4(17, udp(1, 4789, vxlan(1, ethernet(IPV4, inner))))));
  }

  @ParameterizedTest
  @MethodSource("packets")
  void everyCutInsideTheHeadersIsTruncated(byte[] packet) {
    PacketHeaders all = decode(1, packet);
    assertThat(all.headerBytes()).isEqualTo(packet.length);
    List<InetAddress> sources = all.ip().stream().map(Ip::source).toList();

    for (int length = 0; length < packet.length; length++) {
      PacketHeaders headers = decode(1, Arrays.copyOf(packet, length));
      assertThat(headers.end()).as("%d bytes", length).isEqualTo(End.TRUNCATED);
      assertThat(headers.headerBytes()).isEqualTo(length);
      assertThat(headers.ip()).extracting(Ip::source).isSubsetOf(sources);
    }
  }

  @Test
  void addressesAreThereOnceTheFixedHeaderIs() {
    byte[] packet = ipv4("192.0.2.1", "192.0.2.2", 6, 0, "94040000", tcp(1, 2, 2));

    assertThat(decodeIp(Arrays.copyOf(packet, 19)).ip()).isEmpty();
    assertThat(decodeIp(Arrays.copyOf(packet, 20)).ip()).hasSize(1);
  }

  @Test
  void portsAreThereOnceTheirBytesAre() {
    byte[] packet = ipv4(6, tcp(1, 80, 2));

    assertThat(decodeIp(Arrays.copyOf(packet, 23)).transport()).isNull();
    assertThat(decodeIp(Arrays.copyOf(packet, 24)).transport().destinationPort()).isEqualTo(80);
    assertThat(decodeIp(Arrays.copyOf(packet, 24)).transport().tcpFlags()).isEqualTo(-1);
    assertThat(decodeIp(Arrays.copyOf(packet, 34)).transport().tcpFlags()).isEqualTo(2);
  }

  @Test
  void icmpIsThereOnceTypeAndCodeAre() {
    byte[] packet = ipv4(1, icmp(8, 0));

    assertThat(decodeIp(Arrays.copyOf(packet, 21)).transport()).isNull();
    assertThat(decodeIp(Arrays.copyOf(packet, 22)).transport().icmpType()).isEqualTo(8);
  }

  @Test
  void incompleteExtensionHeaderIsTheProtocol() {
    byte[] packet = ipv6(0, join(hex("0600010400000000"), tcp(1, 2, 2)));

    assertThat(decodeIp(Arrays.copyOf(packet, 47)).innermost().protocol()).isZero();
    assertThat(decodeIp(Arrays.copyOf(packet, 48)).innermost().protocol()).isEqualTo(6);
  }

  @Test
  void payloadThatIsCutOffLeavesTheHeadersComplete() {
    byte[] packet = ipv4(17, udp(1, 2, new byte[1000]));

    PacketHeaders headers = decodeIp(Arrays.copyOf(packet, 160));

    assertThat(headers.end()).isEqualTo(End.COMPLETE);
    assertThat(headers.innermost().length()).isEqualTo(1028);
  }

  @Test
  void lengthZeroIsTheRestOnTheWire() {
    byte[] packet = ipv4(6, tcp(1, 2, 2));
    packet[3] = 0;

    Packet captured = new Packet(Instant.EPOCH, 70_014, 1, ByteBuffer.wrap(ethernet(IPV4, packet)));

    assertThat(PacketHeaders.decode(captured).innermost().length()).isEqualTo(70_000);
  }

  @Test
  void anyBufferIsDecodedAndStaysAsItIs() {
    byte[] packet = ethernet(0x86dd, ipv6(17, udp(1, 53, new byte[9])));
    ByteBuffer direct =
        ByteBuffer.allocateDirect(packet.length + 20).order(ByteOrder.LITTLE_ENDIAN);
    direct.position(7).put(packet).limit(7 + packet.length).position(7);
    ByteBuffer before = direct.duplicate();

    PacketHeaders headers = PacketHeaders.decode(direct, 1);

    assertThat(headers).isEqualTo(decode(1, packet));
    assertThat(direct).isEqualTo(before);
    assertThat(direct.order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
  }

  @Test
  void noBytesAtAllAreTruncated() {
    assertThat(decode(1, new byte[0]).end()).isEqualTo(End.TRUNCATED);
  }
}
