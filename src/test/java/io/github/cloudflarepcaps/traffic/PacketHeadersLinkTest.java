package io.github.cloudflarepcaps.traffic;

import static io.github.cloudflarepcaps.traffic.PacketBytes.A;
import static io.github.cloudflarepcaps.traffic.PacketBytes.IPV4;
import static io.github.cloudflarepcaps.traffic.PacketBytes.IPV6;
import static io.github.cloudflarepcaps.traffic.PacketBytes.decode;
import static io.github.cloudflarepcaps.traffic.PacketBytes.decodeEthernet;
import static io.github.cloudflarepcaps.traffic.PacketBytes.hex;
import static io.github.cloudflarepcaps.traffic.PacketBytes.ip;
import static io.github.cloudflarepcaps.traffic.PacketBytes.ipv4;
import static io.github.cloudflarepcaps.traffic.PacketBytes.ipv6;
import static io.github.cloudflarepcaps.traffic.PacketBytes.join;
import static io.github.cloudflarepcaps.traffic.PacketBytes.udp;
import static io.github.cloudflarepcaps.traffic.PacketBytes.vlan;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudflarepcaps.traffic.PacketHeaders.End;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** IP is found behind every link-layer header that is decoded. */
class PacketHeadersLinkTest {

  private static final byte[] DNS = ipv4(17, udp(4000, 53, new byte[20]));

  @Test
  void ethernetCarriesIp() {
    PacketHeaders headers = decodeEthernet(IPV4, DNS);

    assertFound(headers, 14);
    assertThat(headers.vlans()).isEmpty();
  }

  @Test
  void vlanTagsAreOutermostFirst() {
    PacketHeaders headers = decodeEthernet(0x88a8, vlan(100, 0x8100, vlan(0xe005, IPV4, DNS)));

    assertFound(headers, 22);
    assertThat(headers.vlans()).containsExactly(100, 5);
  }

  @Test
  void oldTagOfDoubleVlansIsOneToo() {
    assertThat(decodeEthernet(0x9100, vlan(7, IPV4, DNS)).vlans()).containsExactly(7);
  }

  @Test
  void mplsLabelsAreSkipped() {
    assertFound(decodeEthernet(0x8847, join(hex("000010ff 000021ff"), DNS)), 22);
  }

  @Test
  void mplsWithoutIpBelowIsNotIp() {
    PacketHeaders headers = decodeEthernet(0x8847, hex("000011ff 00000000 0000"));

    assertThat(headers.end()).isEqualTo(End.NOT_IP);
    assertThat(headers.headerBytes()).isEqualTo(18);
  }

  @Test
  void pppoeSessionCarriesIp() {
    assertFound(decodeEthernet(0x8864, join(hex("1100 0001 0032 0021"), DNS)), 22);
  }

  @Test
  void llcWithSnapCarriesIp() {
    assertFound(decodeEthernet(DNS.length + 8, join(hex("aaaa03 000000 0800"), DNS)), 22);
  }

  @Test
  void llcAloneCarriesIp() {
    assertFound(decodeEthernet(DNS.length + 3, join(hex("060603"), DNS)), 17);
  }

  @ParameterizedTest
  @ValueSource(strings = {"424203", "aaaa03 00000c 2000", "aaaa03 000000 0004"})
  void otherLlcIsNotIp(String llc) {
    assertThat(decodeEthernet(40, join(hex(llc), DNS)).end()).isEqualTo(End.NOT_IP);
  }

  @ParameterizedTest
  @ValueSource(ints = {0x0806, 0x88cc, 0x8863, 0x888e})
  void otherEtherTypesAreNotIp(int type) {
    PacketHeaders headers = decodeEthernet(type, DNS);

    assertThat(headers)
        .isEqualTo(new PacketHeaders(headers.vlans(), headers.ip(), null, 14, End.NOT_IP));
  }

  @ParameterizedTest
  @CsvSource({
    "9, ff030021",
    "9, 0021",
    "9, 21",
    "9, ff0321",
    "50, ff030021",
    "9, 0281000011ff",
    "51, 11000001003200 21"
  })
  void pppCarriesIp(int linkType, String header) {
    assertFound(decode(linkType, join(hex(header), DNS)), hex(header).length);
  }

  @Test
  void otherPppIsNotIp() {
    assertThat(decode(9, hex("ff03c02101010004")).end()).isEqualTo(End.NOT_IP);
  }

  @ParameterizedTest
  @CsvSource({"0, 02000000", "0, 00000002", "108, 00000002", "0, 1e000000", "0, 0000001c"})
  void loopbackCarriesIpInEitherByteOrder(int linkType, String family) {
    assertFound(decode(linkType, join(hex(family), DNS)), 4);
  }

  @Test
  void otherAddressFamilyIsNotIp() {
    assertThat(decode(0, join(hex("07000000"), DNS)).end()).isEqualTo(End.NOT_IP);
  }

  @Test
  void linuxCookedCarriesIp() {
    assertFound(decode(113, join(hex("0000 0001 0006 0200000000010000 0800"), DNS)), 16);
  }

  @Test
  void linuxCookedVersion2CarriesIp() {
    String header = "0800 0000 00000002 0001 00 06 0200000000010000";

    assertFound(decode(276, join(hex(header), DNS)), 20);
  }

  @ParameterizedTest
  @ValueSource(ints = {12, 14, 101, 228, 229})
  void rawIpHasNoHeaderBefore(int linkType) {
    assertFound(decode(linkType, DNS), 0);
  }

  @Test
  void versionIsThatOfTheHeaderWhateverAnnouncedIt() {
    PacketHeaders headers = decodeEthernet(IPV4, ipv6(17, udp(1, 2, new byte[0])));

    assertThat(headers.innermost().version()).isEqualTo(6);
    assertThat(decodeEthernet(IPV6, DNS).innermost().version()).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 2, 105, 147, 65_535})
  void unknownLinkTypeIsReported(int linkType) {
    PacketHeaders headers = decode(linkType, DNS);

    assertThat(headers.end()).isEqualTo(End.UNKNOWN_LINK_TYPE);
    assertThat(headers.headerBytes()).isZero();
    assertThat(headers.innermost()).isNull();
  }

  private static void assertFound(PacketHeaders headers, int linkBytes) {
    assertThat(headers.end()).isEqualTo(End.COMPLETE);
    assertThat(headers.innermost().source()).isEqualTo(ip(A));
    assertThat(headers.transport().destinationPort()).isEqualTo(53);
    assertThat(headers.headerBytes()).isEqualTo(linkBytes + 28);
  }
}
