package io.github.cloudflarepcaps.traffic;

import static io.github.cloudflarepcaps.traffic.PacketBytes.decodeIp;
import static io.github.cloudflarepcaps.traffic.PacketBytes.hex;
import static io.github.cloudflarepcaps.traffic.PacketBytes.icmp;
import static io.github.cloudflarepcaps.traffic.PacketBytes.ipv4;
import static io.github.cloudflarepcaps.traffic.PacketBytes.ipv6;
import static io.github.cloudflarepcaps.traffic.PacketBytes.join;
import static io.github.cloudflarepcaps.traffic.PacketBytes.sctp;
import static io.github.cloudflarepcaps.traffic.PacketBytes.tcp;
import static io.github.cloudflarepcaps.traffic.PacketBytes.udp;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudflarepcaps.traffic.PacketHeaders.End;
import io.github.cloudflarepcaps.traffic.PacketHeaders.Transport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The transport header, with -1 for what its protocol does not have. */
class PacketHeadersTransportTest {

  @Test
  void tcpHasPortsAndTwelveFlags() {
    PacketHeaders headers = decodeIp(ipv4(6, tcp(65_535, 443, 0xfff)));

    assertThat(headers.transport()).isEqualTo(new Transport(6, 65_535, 443, 0xfff, -1, -1));
    assertThat(headers.headerBytes()).isEqualTo(40);
  }

  @Test
  void tcpOptionsAreHeaderBytes() {
    byte[] tcp = join(tcp(1, 2, 2), hex("020405b4"), new byte[100]);
    tcp[12] = 0x60;

    assertThat(decodeIp(ipv4(6, tcp)).headerBytes()).isEqualTo(44);
  }

  @Test
  void tcpHeaderThatIsTooShortIsMalformedAfterItsPorts() {
    byte[] tcp = tcp(1, 2, 18);
    tcp[12] = 0x40;

    PacketHeaders headers = decodeIp(ipv4(6, tcp));

    assertThat(headers.end()).isEqualTo(End.MALFORMED);
    assertThat(headers.transport()).isEqualTo(new Transport(6, 1, 2, 18, -1, -1));
    assertThat(headers.headerBytes()).isEqualTo(20);
  }

  @Test
  void udpHasPorts() {
    PacketHeaders headers = decodeIp(ipv4(17, udp(53, 4000, new byte[10])));

    assertThat(headers.transport()).isEqualTo(new Transport(17, 53, 4000, -1, -1, -1));
    assertThat(headers.headerBytes()).isEqualTo(28);
  }

  @Test
  void udpLengthBelowItsHeaderIsMalformed() {
    byte[] udp = udp(1, 2, new byte[4]);
    udp[5] = 7;

    assertThat(decodeIp(ipv4(17, udp)).end()).isEqualTo(End.MALFORMED);
  }

  @Test
  void sctpHasPorts() {
    PacketHeaders headers = decodeIp(ipv6(132, join(sctp(5000, 38412), new byte[16])));

    assertThat(headers.transport()).isEqualTo(new Transport(132, 5000, 38412, -1, -1, -1));
    assertThat(headers.headerBytes()).isEqualTo(52);
  }

  @Test
  void icmpHasTypeAndCode() {
    PacketHeaders headers = decodeIp(ipv4(1, join(icmp(3, 4), ipv4(17, udp(1, 2, new byte[0])))));

    assertThat(headers.transport()).isEqualTo(new Transport(1, -1, -1, -1, 3, 4));
    assertThat(headers.ip()).hasSize(1);
    assertThat(headers.headerBytes()).isEqualTo(28);
  }

  @Test
  void icmpv6HasTypeAndCode() {
    PacketHeaders headers = decodeIp(ipv6(58, icmp(135, 0)));

    assertThat(headers.transport()).isEqualTo(new Transport(58, -1, -1, -1, 135, 0));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 33, 89, 103, 112, 136, 255})
  void otherProtocolsAreCompleteWithoutTransport(int protocol) {
    PacketHeaders headers = decodeIp(ipv4(protocol, new byte[40]));

    assertThat(headers.end()).isEqualTo(End.COMPLETE);
    assertThat(headers.transport()).isNull();
    assertThat(headers.innermost().protocol()).isEqualTo(protocol);
    assertThat(headers.headerBytes()).isEqualTo(20);
  }
}
