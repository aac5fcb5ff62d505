package io.github.cloudflarepcaps.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers are written as people read them. */
class FiguresTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 0",
        "999 | 999",
        "1234567 | 1,234,567",
        "999999999999 | 999,999,999,999",
        "1000000000000 | 1.00 T",
        "9223372036854775807 | 9.22 E"
      })
  void countsHaveSeparators(long number, String text) {
    assertThat(Figures.count(number)).isEqualTo(text).hasSizeLessThanOrEqualTo(15);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "999, 999 B",
    "999.7, 1.00 kB",
    "1500, 1.50 kB",
    "12345, 12.3 kB",
    "99960, 100 kB",
    "1050000000, 1.05 GB",
    "9.3e18, 9.30 EB",
    "0.25, 0.25 B"
  })
  void bytesHaveThreeDigits(double number, String text) {
    assertThat(Figures.bytes(number)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 0.0%", "0, 9, 0.0%", "1, 3, 33.3%", "9, 9, 100.0%", "1, 100000, <0.1%"})
  void sharesArePercent(long part, long total, String text) {
    assertThat(Figures.share(part, total)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "PT0.000005S, 5 us",
    "PT0.0205S, 20.5 ms",
    "PT1S, 1 s",
    "PT17.249S, 17.2 s",
    "PT119S, 119 s",
    "PT3M, 3 min",
    "PT90M, 90 min",
    "PT36H, 36 h",
    "PT240H, 10 days"
  })
  void durationsHaveTheirUnit(Duration duration, String text) {
    assertThat(Figures.duration(duration)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1",
    "2001:db8:0:0:0:0:0:1, 2001:db8::1",
    "0:0:0:0:0:0:0:0, ::",
    "0:0:0:0:0:0:0:1, ::1",
    "fe80:0:0:0:0:0:0:0, fe80::",
    "1:0:0:2:0:0:0:3, 1:0:0:2::3",
    "1:0:0:2:3:0:0:4, 1::2:3:0:0:4",
    "1:0:2:3:4:5:6:7, 1:0:2:3:4:5:6:7"
  })
  void addressesAreShort(String address, String text) {
    assertThat(Figures.address(PacketBytes.ip(address))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0, HOPOPT",
    "6, TCP",
    "58, ICMPv6",
    "61, protocol 61",
    "89, OSPF",
    "103, PIM",
    "115, L2TP",
    "132, SCTP",
    "137, MPLS-in-IP",
    "145, NSH",
    "146, protocol 146",
    "255, protocol 255"
  })
  void protocolsHaveTheirNames(int number, String name) {
    assertThat(ProtocolNames.protocol(number)).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({
    "0, no flags",
    "2, SYN",
    "18, SYN ACK",
    "24, PSH ACK",
    "256, AE",
    "512, flags 0x200",
    "41, FIN PSH URG",
    "63, flags 0x03f"
  })
  void tcpFlagsHaveTheirNames(int flags, String name) {
    assertThat(ProtocolNames.tcpFlags(flags)).isEqualTo(name);
  }
}
