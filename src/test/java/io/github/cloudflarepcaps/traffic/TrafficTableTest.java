package io.github.cloudflarepcaps.traffic;

import static io.github.cloudflarepcaps.traffic.PacketBytes.SYN;
import static io.github.cloudflarepcaps.traffic.PacketBytes.gre;
import static io.github.cloudflarepcaps.traffic.PacketBytes.icmp;
import static io.github.cloudflarepcaps.traffic.PacketBytes.ipv4;
import static io.github.cloudflarepcaps.traffic.PacketBytes.ipv6;
import static io.github.cloudflarepcaps.traffic.PacketBytes.tcp;
import static io.github.cloudflarepcaps.traffic.PacketBytes.udp;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudflarepcaps.pcapfile.Packet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The page for people: aligned, with units and shares, the same everywhere. */
class TrafficTableTest {

  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

  private static final String PAGE =
      """
      Packets                     82   10.5 pps
      Bytes                  11.4 kB   11.7 kbps
      Sources                      4
      Destinations                 3
      First          2026-11-25T12:00:00Z
      Last           2026-11-25T12:00:07.778Z, after 7.78 s

      Packets per 200 ms
                    4 |                    #  #  #  #
                      |                    ##########
                      |::::::::::::::::::::##########  :     :
                      |##############################..#..   #
                    0 |###################################   #
                       12:00:00                   12:00:07.600

      Protocol                      packets       %       TCP flags                     packets       %
      TCP                                60   73.2%       SYN                                60   73.2%
      UDP                                20   24.4%
      ICMP                                1    1.2%

      Source                                          packets       %      bytes       %
      192.0.2.1                                            21   25.6%      852 B    7.5%  ####
      192.0.2.0                                            20   24.4%      800 B    7.0%  ####
      192.0.2.2                                            20   24.4%      800 B    7.0%  ####
      2001:db8::1                                          20   24.4%    8.96 kB   78.4%  ####

      Destination                                     packets       %      bytes       %
      198.51.100.7                                         60   73.2%    2.40 kB   21.0%  ############
      2001:db8::2                                          20   24.4%    8.96 kB   78.4%  ####
      198.51.100.2                                          1    1.2%       52 B    0.5%

      Destination port              packets       %       Source port                   packets       %
      TCP 443                            60   73.2%       UDP 53                             20   24.4%
      UDP 4000                           20   24.4%       TCP 0                               1    1.2%
                                                          TCP 1                               1    1.2%
                                                          TCP 2                               1    1.2%
                                                          TCP 3                               1    1.2%

      Packet length                 packets       %       Time to live                  packets       %
      40 to 79 B                         61   74.4%       64                                 61   74.4%
      320 to 639 B                       20   24.4%       55                                 20   24.4%
      0 to 19 B                           1    1.2%

      Conversation                                    packets       %      bytes       %
      192.0.2.0 - 198.51.100.7                             20   24.4%      800 B    7.0%  ####
      192.0.2.1 - 198.51.100.7                             20   24.4%      800 B    7.0%  ####
      192.0.2.2 - 198.51.100.7                             20   24.4%      800 B    7.0%  ####
      2001:db8::1 - 2001:db8::2                            20   24.4%    8.96 kB   78.4%  ####
      192.0.2.1 - 198.51.100.2                              1    1.2%       52 B    0.5%

      Tunnel                                          packets       %      bytes       %
      GRE 10.0.0.1 > 10.0.0.2                               1    1.2%       52 B    0.5%

      Packets not decoded to the end: malformed 1.
      """;

  @Test
  void pageIsAsItIs() {
    List<Packet> packets = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      String attacker = "192.0.2." + i % 3;
      add(packets, i * 100, ipv4(attacker, "198.51.100.7", 6, tcp(i, 443, SYN)));
    }
    for (int i = 0; i < 20; i++) {
      add(packets, 4000 + i * 150, ipv6(17, udp(53, 4000, new byte[400])));
    }
    add(packets, 7777, ipv4("10.0.0.1", "10.0.0.2", 47, gre(0x0800, ipv4(1, icmp(8, 0)))));
    add(packets, 7778, new byte[10]);

    assertThat(table(packets)).isEqualTo(PAGE);
  }

  @Test
  void pageOfNoPacketsIsShort() {
    assertThat(table(List.of()))
        .isEqualTo(
            """
            Packets                      0
            Bytes                      0 B
            Sources                      0
            Destinations                 0
            """);
  }

  @Test
  void pageIsNarrowAsciiWithoutTrailingSpaces() {
    List<Packet> packets = new ArrayList<>(RandomTraffic.packets(1, 5000));
    String source = "2001:db8:1111:2222:3333:4444:5555:6666";
    byte[] inner = ipv6(source, source.replace('1', '7'), 6, tcp(1, 2, 0x7));
    for (int i = 0; i < 500; i++) {
      byte[] data = ipv6(source.replace('1', '9'), source, 41, inner);
      packets.add(RandomTraffic.packet(NOON, 101, data));
    }

    assertThat(table(packets).lines())
        .allMatch(line -> line.length() <= 100)
        .allMatch(line -> line.equals(line.stripTrailing()))
        .allMatch(line -> line.chars().allMatch(c -> c >= ' ' && c <= '~'))
        .hasSizeLessThan(75);
  }

  @Test
  void pageIsTheSameInEveryLocale() {
    List<Packet> packets = RandomTraffic.packets(2, 3000);
    String expected = table(packets);
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));

      assertThat(table(packets)).isEqualTo(expected);
    } finally {
      Locale.setDefault(before);
    }
  }

  private static void add(List<Packet> packets, int milliseconds, byte[] data) {
    packets.add(RandomTraffic.packet(NOON.plusMillis(milliseconds), 101, data));
  }

  private static String table(List<Packet> packets) {
    return packets.stream().collect(TrafficSummary.collector()).table();
  }
}
