package io.github.cloudflarepcaps.traffic;

import static io.github.cloudflarepcaps.traffic.PacketBytes.IPV4;
import static io.github.cloudflarepcaps.traffic.PacketBytes.SYN;
import static io.github.cloudflarepcaps.traffic.PacketBytes.decodeEthernet;
import static io.github.cloudflarepcaps.traffic.PacketBytes.decodeIp;
import static io.github.cloudflarepcaps.traffic.PacketBytes.ethernet;
import static io.github.cloudflarepcaps.traffic.PacketBytes.gre;
import static io.github.cloudflarepcaps.traffic.PacketBytes.hex;
import static io.github.cloudflarepcaps.traffic.PacketBytes.ip;
import static io.github.cloudflarepcaps.traffic.PacketBytes.ipv4;
import static io.github.cloudflarepcaps.traffic.PacketBytes.ipv6;
import static io.github.cloudflarepcaps.traffic.PacketBytes.join;
import static io.github.cloudflarepcaps.traffic.PacketBytes.tcp;
import static io.github.cloudflarepcaps.traffic.PacketBytes.udp;
import static io.github.cloudflarepcaps.traffic.PacketBytes.vlan;
import static io.github.cloudflarepcaps.traffic.PacketBytes.vxlan;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudflarepcaps.traffic.PacketHeaders.End;
import io.github.cloudflarepcaps.traffic.PacketHeaders.Ip;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A packet inside another is decoded too, and its IP header is the innermost. */
class PacketHeadersTunnelTest {

  private static final byte[] INNER = ipv4("10.0.0.1", "10.0.0.2", 6, tcp(1, 443, SYN));

  @Test
  void greCarriesIp() {
    PacketHeaders headers = decodeIp(ipv4(47, gre(IPV4, INNER)));

    assertTunnel(headers, 47);
    assertThat(headers.headerBytes()).isEqualTo(20 + 4 + 40);
  }

  @Test
  void greCarriesIpv6OverIpv6() {
    PacketHeaders headers = decodeIp(ipv6(47, gre(0x86dd, ipv6(6, tcp(1, 443, SYN)))));

    assertThat(headers.ip()).extracting(Ip::version).containsExactly(6, 6);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"b0000800 00000000 00000007 00000001", "80000800 00000000", "20000800 01"})
  void greOptionsAreSkipped(String header) {
    byte[] gre = header.endsWith(" 01") ? hex(header + "020304") : hex(header);

    assertTunnel(decodeIp(ipv4(47, join(gre, INNER))), 47);
  }

  @Test
  void greCarriesEthernet() {
    byte[] frame = ethernet(0x8100, vlan(9, IPV4, INNER));

    PacketHeaders headers = decodeEthernet(IPV4, ipv4(47, gre(0x6558, frame)));

    assertTunnel(headers, 47);
    assertThat(headers.vlans()).containsExactly(9);
  }

  @Test
  void pptpCarriesPpp() {
    byte[] gre = join(hex("3081880b 00300001 00000001 00000000 ff030021"), INNER);

    assertTunnel(decodeIp(ipv4(47, gre)), 47);
  }

  @Test
  void pptpAcknowledgmentIsComplete() {
    assertThat(decodeIp(ipv4(47, hex("2081880b 00000001 00000001"))).end()).isEqualTo(End.COMPLETE);
  }

  @Test
  void erspanCarriesEthernet() {
    byte[] frame = ethernet(IPV4, INNER);

    assertTunnel(decodeIp(ipv4(47, join(hex("000088be"), frame))), 47);
    assertTunnel(decodeIp(ipv4(47, join(hex("100088be 00000001 1001000000000000"), frame))), 47);
    String third = "100022eb 00000001 2001000000000000 00000000";
    assertTunnel(decodeIp(ipv4(47, join(hex(third), frame))), 47);
  }

  @ParameterizedTest
  @ValueSource(strings = {"00000000", "00008035 0001", "40000800 0000"})
  void otherGreIsNotIp(String gre) {
    PacketHeaders headers = decodeIp(ipv4(47, join(hex(gre), new byte[20])));

    assertThat(headers.end()).isEqualTo(End.NOT_IP);
    assertThat(headers.ip()).hasSize(1);
    assertThat(headers.transport()).isNull();
  }

  @Test
  void wccpCarriesIpWithAndWithoutItsHeader() {
    assertTunnel(decodeIp(ipv4(47, gre(0x883e, INNER))), 47);
    assertTunnel(decodeIp(ipv4(47, gre(0x883e, join(hex("00000000"), INNER)))), 47);
  }

  @Test
  void ipCarriesMplsAndEthernet() {
    assertTunnel(decodeIp(ipv4(137, join(hex("000111ff"), INNER))), 137);
    assertTunnel(decodeIp(ipv4(143, ethernet(IPV4, INNER))), 143);
  }

  @ParameterizedTest
  @CsvSource({"4", "41"})
  void ipCarriesIp(int protocol) {
    assertTunnel(decodeIp(ipv4(protocol, INNER)), protocol);
  }

  @Test
  void vxlanCarriesEthernet() {
    byte[] packet = ipv4(17, udp(50_000, 4789, vxlan(42, ethernet(IPV4, INNER))));

    PacketHeaders headers = decodeIp(packet);

    assertTunnel(headers, 17);
    assertThat(headers.headerBytes()).isEqualTo(20 + 8 + 8 + 14 + 40);
  }

  @Test
  void tunnelOfOtherFramesKeepsTheOuterTransport() {
    byte[] packet = ipv4(17, udp(50_000, 4789, vxlan(42, ethernet(0x0806, new byte[28]))));

    PacketHeaders headers = decodeIp(packet);

    assertThat(headers.end()).isEqualTo(End.NOT_IP);
    assertThat(headers.transport().destinationPort()).isEqualTo(4789);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "00", "0000000000000000", "313131"})
  void otherDatagramsToTheVxlanPortAreUdp(String payload) {
    PacketHeaders headers = decodeIp(ipv4(17, udp(1, 4789, hex(payload))));

    assertThat(headers.end()).isEqualTo(End.COMPLETE);
    assertThat(headers.headerBytes()).isEqualTo(28);
  }

  @Test
  void vxlanIsKnownByItsDestinationPort() {
    byte[] packet = ipv4(17, udp(4789, 53, vxlan(42, ethernet(IPV4, INNER))));

    assertThat(decodeIp(packet).ip()).hasSize(1);
  }

  @Test
  void fragmentOfATunnelHasNoInnerPacket() {
    byte[] fragment = ipv4("192.0.2.1", "192.0.2.2", 47, 100, "", gre(IPV4, INNER));

    assertThat(decodeIp(fragment).ip()).hasSize(1);
    assertThat(decodeIp(fragment).end()).isEqualTo(End.LATER_FRAGMENT);
  }

  @Test
  void thousandsOfNestedHeadersAreDecoded() {
    byte[] packet = INNER;
    for (int i = 0; i < 3000; i++) {
      packet = ipv4(4, packet);
    }

    assertThat(decodeIp(packet).ip()).hasSize(3001);
  }

  private static void assertTunnel(PacketHeaders headers, int protocol) {
    assertThat(headers.end()).isEqualTo(End.COMPLETE);
    assertThat(headers.ip()).hasSize(2);
    assertThat(headers.ip().get(0).protocol()).isEqualTo(protocol);
    assertThat(headers.innermost().source()).isEqualTo(ip("10.0.0.1"));
    assertThat(headers.transport().destinationPort()).isEqualTo(443);
  }
}
