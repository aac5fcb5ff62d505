package io.github.cloudflarepcaps.traffic;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudflarepcaps.pcapfile.Packet;
import io.github.cloudflarepcaps.traffic.PacketHeaders.Ip;
import io.github.cloudflarepcaps.traffic.TrafficSummary.Conversation;
import io.github.cloudflarepcaps.traffic.TrafficSummary.Count;
import io.github.cloudflarepcaps.traffic.TrafficSummary.Port;
import io.github.cloudflarepcaps.traffic.TrafficSummary.Tunnel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** While nothing is evicted, a summary counts as maps do, packet by packet. */
class TrafficCountsTest {

  private static final int ALL = Integer.MAX_VALUE;

  private final List<Packet> packets = RandomTraffic.packets(1, 20_000);
  private final TrafficSummary summary = packets.stream().collect(TrafficSummary.collector());

  @Test
  void totalsAreExact() {
    assertThat(summary.packets()).isEqualTo(packets.size());
    assertThat(summary.bytes()).isEqualTo(packets.stream().mapToLong(Packet::originalLength).sum());
  }

  @Test
  void endsAreExact() {
    Map<PacketHeaders.End, Long> expected =
        packets.stream()
            .map(packet -> PacketHeaders.decode(packet).end())
            .collect(groupingBy(identity(), counting()));

    assertThat(summary.ends()).containsExactlyInAnyOrderEntriesOf(expected);
  }

  @Test
  void addressesAreExact() {
    assertCounts(summary.topSources(ALL), innermost((headers, ip) -> ip.source()));
    assertCounts(summary.topDestinations(ALL), innermost((headers, ip) -> ip.destination()));
    assertThat(summary.distinctSources()).isEqualTo(summary.topSources(ALL).size());
    assertThat(summary.distinctDestinations()).isEqualTo(summary.topDestinations(ALL).size());
  }

  @Test
  void rankingsByBytesHoldTheSameCounts() {
    assertThat(summary.topSourcesByBytes(ALL))
        .containsExactlyInAnyOrderElementsOf(summary.topSources(ALL))
        .isSortedAccordingTo(Comparator.comparingLong(count -> -count.bytes()));
    assertThat(summary.topDestinationsByBytes(ALL))
        .containsExactlyInAnyOrderElementsOf(summary.topDestinations(ALL))
        .isSortedAccordingTo(Comparator.comparingLong(count -> -count.bytes()));
  }

  @Test
  void conversationsAreExact() {
    assertCounts(
        summary.topConversations(ALL),
        innermost((headers, ip) -> new Conversation(ip.source(), ip.destination())));
  }

  @Test
  void protocolsAndTimesToLiveAreExact() {
    assertCounts(summary.protocols(), innermost((headers, ip) -> ip.protocol()));
    assertCounts(summary.timesToLive(), innermost((headers, ip) -> ip.timeToLive()));
  }

  @Test
  void portsAreExact() {
    assertCounts(
        summary.topSourcePorts(ALL),
        headers ->
            port(headers, headers.transport() == null ? -1 : headers.transport().sourcePort()));
    assertCounts(
        summary.topDestinationPorts(ALL),
        headers ->
            port(
                headers, headers.transport() == null ? -1 : headers.transport().destinationPort()));
  }

  @Test
  void tcpFlagsAreExact() {
    assertCounts(
        summary.tcpFlags(),
        headers ->
            headers.transport() == null || headers.transport().tcpFlags() < 0
                ? List.of()
                : List.of(headers.transport().tcpFlags()));
  }

  @Test
  void tunnelsAreExact() {
    assertCounts(
        summary.topTunnels(ALL),
        headers ->
            headers.ip().stream()
                .limit(Math.max(0, headers.ip().size() - 1))
                .map(ip -> new Tunnel(ip.protocol(), ip.source(), ip.destination()))
                .toList());
  }

  @Test
  void lengthsAreExact() {
    Map<Integer, Long> expected =
        packets.stream()
            .collect(
                groupingBy(
                    packet ->
                        Stream.of(5120, 2560, 1280, 640, 320, 160, 80, 40, 20)
                            .filter(low -> packet.originalLength() >= low)
                            .findFirst()
                            .orElse(0),
                    counting()));

    assertThat(summary.packetLengths()).containsExactlyInAnyOrderEntriesOf(expected);
  }

  @Test
  void topIsTheBeginningOfAll() {
    assertThat(summary.topSources(7)).isEqualTo(summary.topSources(ALL).subList(0, 7));
    assertThat(summary.topSources(0)).isEmpty();
  }

  private interface Keys<K> {
    List<K> of(PacketHeaders headers);
  }

  private static <K> Keys<K> innermost(BiFunction<PacketHeaders, Ip, K> key) {
    return headers ->
        headers.innermost() == null ? List.of() : List.of(key.apply(headers, headers.innermost()));
  }

  private static List<Port> port(PacketHeaders headers, int port) {
    return port < 0 ? List.of() : List.of(new Port(headers.transport().protocol(), port));
  }

  private <K> void assertCounts(List<Count<K>> found, Keys<K> keys) {
    Map<K, long[]> sums = new HashMap<>();
    for (Packet packet : packets) {
      for (K key : keys.of(PacketHeaders.decode(packet))) {
        long[] sum = sums.computeIfAbsent(key, k -> new long[2]);
        sum[0]++;
        sum[1] += packet.originalLength();
      }
    }
    List<Count<K>> expected = new ArrayList<>();
    sums.forEach((key, sum) -> expected.add(new Count<>(key, sum[0], sum[0], sum[1], sum[1])));

    assertThat(found).isNotEmpty().containsExactlyInAnyOrderElementsOf(expected);
    assertThat(found.stream().map(Count::packets).toList())
        .as("descending")
        .isSortedAccordingTo(Comparator.reverseOrder());
  }
}
