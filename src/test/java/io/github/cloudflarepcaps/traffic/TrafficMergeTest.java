package io.github.cloudflarepcaps.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudflarepcaps.pcapfile.Packet;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Summaries that are added up, collected in parallel or serialized equal the summary of all
 * packets.
 */
class TrafficMergeTest {

  private static final int ALL = Integer.MAX_VALUE;

  private final List<Packet> packets = RandomTraffic.packets(3, 12_000);
  private final TrafficSummary all = summary(0, 12_000);

  @Test
  void sumIsTheSummaryOfAll() {
    assertSame(summary(0, 5000).plus(summary(5000, 12_000)));
  }

  @Test
  void orderDoesNotMatter() {
    TrafficSummary first = summary(0, 1000);
    TrafficSummary second = summary(1000, 7000);
    TrafficSummary third = summary(7000, 12_000);

    assertSame(first.plus(second).plus(third));
    assertSame(third.plus(first.plus(second)));
  }

  @Test
  void sumLeavesItsPartsAlone() {
    TrafficSummary part = summary(0, 5000);
    String before = part.table();

    part.plus(part);

    assertThat(part.table()).isEqualTo(before);
  }

  @Test
  void emptySummaryAddsNothing() {
    assertSame(all.plus(summary(0, 0)));
    assertSame(summary(0, 0).plus(all));
  }

  @Test
  void parallelStreamIsCounted() {
    assertSame(packets.parallelStream().collect(TrafficSummary.collector()));
  }

  @Test
  void serializedSummaryIsTheSame() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject(all);

    ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()));

    assertSame((TrafficSummary) in.readObject());
  }

  @Test
  void serializedSummaryOfLittleTrafficIsSmall() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    new ObjectOutputStream(bytes).writeObject(summary(0, 10));

    assertThat(bytes.size()).isLessThan(6000);
  }

  private TrafficSummary summary(int from, int to) {
    return packets.subList(from, to).stream().collect(TrafficSummary.collector());
  }

  private void assertSame(TrafficSummary found) {
    assertThat(found.table()).isEqualTo(all.table());
    assertThat(found.topSources(ALL)).isEqualTo(all.topSources(ALL));
    assertThat(found.topDestinations(ALL)).isEqualTo(all.topDestinations(ALL));
    assertThat(found.topSourcesByBytes(ALL)).isEqualTo(all.topSourcesByBytes(ALL));
    assertThat(found.topDestinationsByBytes(ALL)).isEqualTo(all.topDestinationsByBytes(ALL));
    assertThat(found.topConversations(ALL)).isEqualTo(all.topConversations(ALL));
    assertThat(found.topTunnels(ALL)).isEqualTo(all.topTunnels(ALL));
    assertThat(found.timeline(100)).isEqualTo(all.timeline(100));
    assertThat(found.packetLengths()).isEqualTo(all.packetLengths());
    assertThat(found.tcpFlags()).isEqualTo(all.tcpFlags());
  }
}
