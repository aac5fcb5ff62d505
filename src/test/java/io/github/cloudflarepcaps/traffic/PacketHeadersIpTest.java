package io.github.cloudflarepcaps.traffic;

import static io.github.cloudflarepcaps.traffic.PacketBytes.A;
import static io.github.cloudflarepcaps.traffic.PacketBytes.A6;
import static io.github.cloudflarepcaps.traffic.PacketBytes.ACK;
import static io.github.cloudflarepcaps.traffic.PacketBytes.B;
import static io.github.cloudflarepcaps.traffic.PacketBytes.B6;
import static io.github.cloudflarepcaps.traffic.PacketBytes.decodeEthernet;
import static io.github.cloudflarepcaps.traffic.PacketBytes.decodeIp;
import static io.github.cloudflarepcaps.traffic.PacketBytes.hex;
import static io.github.cloudflarepcaps.traffic.PacketBytes.ip;
import static io.github.cloudflarepcaps.traffic.PacketBytes.ipv4;
import static io.github.cloudflarepcaps.traffic.PacketBytes.ipv6;
import static io.github.cloudflarepcaps.traffic.PacketBytes.join;
import static io.github.cloudflarepcaps.traffic.PacketBytes.tcp;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudflarepcaps.traffic.PacketHeaders.End;
import io.github.cloudflarepcaps.traffic.PacketHeaders.Ip;
import java.net.Inet6Address;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** IP headers with what may follow them: options, extension headers, fragments. */
class PacketHeadersIpTest {

  private static final byte[] TCP = tcp(1, 80, ACK);

  @Test
  void ipv4HeaderIsDecoded() {
    PacketHeaders headers = decodeIp(ipv4(6, TCP));

    assertThat(headers.ip()).containsExactly(new Ip(4, ip(A), ip(B), 6, 64, 40, false));
  }

  @Test
  void ipv6HeaderIsDecoded() {
    PacketHeaders headers = decodeIp(ipv6(6, TCP));

    assertThat(headers.ip()).containsExactly(new Ip(6, ip(A6), ip(B6), 6, 55, 60, false));
    assertThat(headers.headerBytes()).isEqualTo(60);
  }

  @Test
  void mappedAddressStaysAnIpv6Address() {
    PacketHeaders headers = decodeIp(ipv6("::ffff:192.0.2.1", "::1", 6, TCP));

    assertThat(headers.innermost().source()).isInstanceOf(Inet6Address.class);
    assertThat(headers.innermost().destination().isLoopbackAddress()).isTrue();
  }

  @Test
  void ipv4OptionsAreSkipped() {
    PacketHeaders headers = decodeIp(ipv4(A, B, 6, 0, "9404000001010101", TCP));

    assertThat(headers.transport().destinationPort()).isEqualTo(80);
    assertThat(headers.headerBytes()).isEqualTo(48);
  }

  @ParameterizedTest
  @CsvSource({"0x2000, true, COMPLETE", "0x2003, true, LATER_FRAGMENT", "3, true, LATER_FRAGMENT"})
  void ipv4FragmentsAreMarked(String fragmentation, boolean fragment, End end) {
    PacketHeaders headers = decodeIp(ipv4(A, B, 6, Integer.decode(fragmentation), "", TCP));

    assertThat(headers.innermost().fragment()).isEqualTo(fragment);
    assertThat(headers.end()).isEqualTo(end);
  }

  @Test
  void dontFragmentIsNoFragment() {
    assertThat(decodeIp(ipv4(A, B, 6, 0x4000, "", TCP)).innermost().fragment()).isFalse();
  }

  @Test
  void laterFragmentHasNoTransport() {
    PacketHeaders headers = decodeIp(ipv4(A, B, 6, 185, "", TCP));

    assertThat(headers.transport()).isNull();
    assertThat(headers.headerBytes()).isEqualTo(20);
    assertThat(headers.innermost().protocol()).isEqualTo(6);
  }

  @Test
  void extensionHeadersAreSkipped() {
    String extensions = "2b00010000000000 3c00000000000000 0600010000000000";

    PacketHeaders headers = decodeIp(ipv6(0, join(hex(extensions), TCP)));

    assertThat(headers.innermost().protocol()).isEqualTo(6);
    assertThat(headers.transport().destinationPort()).isEqualTo(80);
    assertThat(headers.headerBytes()).isEqualTo(40 + 24 + 20);
  }

  @Test
  void longExtensionHeaderIsSkipped() {
    assertThat(decodeIp(ipv6(60, join(hex("0601"), new byte[14], TCP))).end())
        .isEqualTo(End.COMPLETE);
  }

  @Test
  void manyExtensionHeadersAreSkipped() {
    byte[] packet = ipv6(60, join(hex("3c00010400000000".repeat(40) + "0600010400000000"), TCP));

    assertThat(decodeIp(packet).transport().destinationPort()).isEqualTo(80);
  }

  @ParameterizedTest
  @CsvSource({
    "0600000100000007, true, COMPLETE, true",
    "060000b900000007, true, LATER_FRAGMENT, false",
    "060000b800000007, true, LATER_FRAGMENT, false",
    "0600000000000007, false, COMPLETE, true"
  })
  void ipv6FragmentsAreMarked(String header, boolean fragment, End end, boolean transport) {
    PacketHeaders headers = decodeIp(ipv6(44, join(hex(header), TCP)));

    assertThat(headers.innermost().fragment()).isEqualTo(fragment);
    assertThat(headers.end()).isEqualTo(end);
    assertThat(headers.transport() != null).isEqualTo(transport);
    assertThat(headers.innermost().protocol()).isEqualTo(6);
  }

  @Test
  void authenticationHeaderIsSkippedInBothVersions() {
    byte[] authenticated = join(hex("06040000 00000001 00000002"), new byte[12], TCP);

    assertThat(decodeIp(ipv4(51, authenticated)).transport().destinationPort()).isEqualTo(80);
    assertThat(decodeIp(ipv6(51, authenticated)).transport().destinationPort()).isEqualTo(80);
  }

  @Test
  void encryptionEndsDecoding() {
    PacketHeaders headers = decodeIp(ipv4(50, new byte[40]));

    assertThat(headers.end()).isEqualTo(End.ENCRYPTED);
    assertThat(headers.headerBytes()).isEqualTo(20);
    assertThat(headers.innermost().protocol()).isEqualTo(50);
  }

  @Test
  void paddingIsNotPartOfThePacket() {
    byte[] truncatedTcp = ipv4(6, hex("00010050 0000"));

    PacketHeaders headers = decodeEthernet(0x0800, join(truncatedTcp, new byte[20]));

    assertThat(headers.end()).isEqualTo(End.MALFORMED);
    assertThat(headers.transport().destinationPort()).isEqualTo(80);
    assertThat(headers.transport().tcpFlags()).isEqualTo(-1);
  }

  @Test
  void lengthZeroIsTheRestOfThePacket() {
    byte[] packet = ipv4(6, join(TCP, new byte[1000]));
    packet[2] = 0;
    packet[3] = 0;

    PacketHeaders headers = decodeEthernet(0x0800, packet);

    assertThat(headers.innermost().length()).isEqualTo(1040);
    assertThat(headers.end()).isEqualTo(End.COMPLETE);
  }

  @Test
  void jumboPayloadHasItsOwnLength() {
    byte[] packet = ipv6(0, join(hex("0600 c204 00020000"), TCP));
    packet[4] = 0;
    packet[5] = 0;

    assertThat(decodeIp(packet).innermost().length()).isEqualTo(40 + 0x20000);
  }

  @Test
  void jumboPayloadOfACountedPacketIsIgnored() {
    byte[] packet = ipv6(0, join(hex("0600 c204 00020000"), TCP));

    assertThat(decodeIp(packet).innermost().length()).isEqualTo(packet.length);
  }

  @Test
  void noNextHeaderIsComplete() {
    PacketHeaders headers = decodeIp(ipv6(59, new byte[0]));

    assertThat(headers.end()).isEqualTo(End.COMPLETE);
    assertThat(headers.innermost().length()).isEqualTo(40);
  }

  @ParameterizedTest
  @ValueSource(strings = {"4400", "4f00 0014", "4500 0013", "0500", "5500", "f000"})
  void contradictoryHeaderIsMalformed(String start) {
    byte[] packet = ipv4(6, TCP);
    System.arraycopy(hex(start), 0, packet, 0, hex(start).length);

    PacketHeaders headers = decodeIp(packet);

    assertThat(headers.end()).isEqualTo(End.MALFORMED);
    assertThat(headers.ip()).isEmpty();
  }
}
