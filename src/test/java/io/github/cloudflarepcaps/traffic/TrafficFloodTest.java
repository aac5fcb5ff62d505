package io.github.cloudflarepcaps.traffic;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.cloudflarepcaps.traffic.TrafficSummary.Count;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * A flood of spoofed sources that comes first fills the tables; the bounds hold nevertheless, and
 * the sources that matter are found.
 */
@TestInstance(Lifecycle.PER_CLASS)
class TrafficFloodTest {

  private static final int PARTS = 4;
  private static final int FLOOD = 300_000;
  private static final int ORDINARY = 300_000;
  private static final int HOSTS = 30_000;
  private static final int TOP = 20;

  private final Random random = new Random(7);
  private final Map<InetAddress, long[]> sums = new HashMap<>();
  private final TrafficCounter[] parts = new TrafficCounter[PARTS];
  private TrafficSummary all;
  private TrafficSummary merged;

  @BeforeAll
  void count() {
    TrafficCounter counter = new TrafficCounter();
    for (int i = 0; i < PARTS; i++) {
      parts[i] = new TrafficCounter();
    }
    for (int i = 0; i < FLOOD; i++) {
      add(counter, parts[i * PARTS / FLOOD], random.nextInt(), 60);
    }
    for (int i = 0; i < ORDINARY; i++) {
      double share = random.nextDouble();
      int source = 0x0a000000 + (int) (HOSTS * share * share * share);
      add(counter, parts[i * PARTS / ORDINARY], source, 60 + random.nextInt(1400));
    }
    all = counter.toSummary();
    merged =
        parts[0]
            .toSummary()
            .plus(parts[1].toSummary())
            .plus(parts[2].toSummary().plus(parts[3].toSummary()));
  }

  private void add(TrafficCounter counter, TrafficCounter part, int source, int length) {
    ByteBuffer packet = ByteBuffer.allocate(40).putInt(0x45000028).putInt(0).putInt(0x40060000);
    packet.putInt(source).putInt(0xc6336401).putShort((short) random.nextInt()).rewind();
    counter.packet(1, 0, length, 101, packet);
    part.packet(1, 0, length, 101, packet);
    InetAddress address = PacketHeaders.address(4, 0, source);
    long[] sum = sums.computeIfAbsent(address, key -> new long[2]);
    sum[0]++;
    sum[1] += length;
  }

  @Test
  void totalsStayExact() {
    assertThat(all.packets()).isEqualTo(FLOOD + ORDINARY);
    assertThat(all.topDestinations(9)).hasSize(1);
    assertThat(all.topDestinations(9).get(0).packetsAtLeast()).isEqualTo(FLOOD + ORDINARY);
    assertThat(merged.bytes()).isEqualTo(all.bytes());
  }

  @Test
  void packetsOfSourcesAreWithinTheirBounds() {
    assertBounds(all.topSources(Integer.MAX_VALUE), 0, all.packets());
    assertBounds(merged.topSources(Integer.MAX_VALUE), 0, all.packets());
  }

  @Test
  void bytesOfSourcesAreWithinTheirBounds() {
    assertBounds(all.topSourcesByBytes(Integer.MAX_VALUE), 1, all.bytes());
    assertBounds(merged.topSourcesByBytes(Integer.MAX_VALUE), 1, all.bytes());
  }

  @Test
  void sourcesWithTheMostPacketsAreComplete() {
    assertThat(all.topSources(2 * TOP)).extracting(Count::key).containsAll(top(0));
    assertThat(merged.topSources(2 * TOP)).extracting(Count::key).containsAll(top(0));
  }

  @Test
  void sourcesWithTheMostBytesAreComplete() {
    assertThat(all.topSourcesByBytes(2 * TOP)).extracting(Count::key).containsAll(top(1));
    assertThat(merged.topSourcesByBytes(2 * TOP)).extracting(Count::key).containsAll(top(1));
  }

  /** What the Javadoc promises. */
  @Test
  void everySourceAboveTheBoundIsKept() {
    long bound = all.packets() / 3072;
    List<InetAddress> kept = merged.topSources(Integer.MAX_VALUE).stream().map(Count::key).toList();

    assertThat(sums.keySet().stream().filter(key -> sums.get(key)[0] > bound))
        .isNotEmpty()
        .isSubsetOf(kept);
  }

  @Test
  void distinctSourcesAreEstimatedWithinTwoAndAHalfPercent() {
    assertThat(all.distinctSources()).isCloseTo(sums.size(), within(sums.size() / 40L));
    assertThat(merged.distinctSources()).isEqualTo(all.distinctSources());
    assertThat(all.distinctDestinations()).isEqualTo(1);
  }

  @Test
  void tableSaysHowFarCountsCanBeWrong() {
    assertThat(all.table()).contains("estimated", "counts may be too high, at most by: sources ");
  }

  private List<InetAddress> top(int unit) {
    return sums.keySet().stream()
        .sorted(Comparator.comparingLong(key -> -sums.get(key)[unit]))
        .limit(TOP)
        .toList();
  }

  private void assertBounds(List<Count<InetAddress>> counts, int unit, long total) {
    ToLongFunction<Count<InetAddress>> least =
        unit == 0 ? Count::packetsAtLeast : Count::bytesAtLeast;
    ToLongFunction<Count<InetAddress>> most = unit == 0 ? Count::packets : Count::bytes;
    ToLongFunction<Count<InetAddress>> other =
        unit == 0 ? Count::bytesAtLeast : Count::packetsAtLeast;
    Map<InetAddress, Count<InetAddress>> byKey =
        counts.stream().collect(toMap(Count::key, count -> count));
    assertThat(byKey).hasSizeBetween(KeyTable.MAX_KEYS / 3, KeyTable.MAX_KEYS);
    byKey.forEach(
        (key, count) -> {
          assertThat(sums.get(key)[unit])
              .isBetween(least.applyAsLong(count), most.applyAsLong(count));
          assertThat(other.applyAsLong(count)).isLessThanOrEqualTo(sums.get(key)[1 - unit]);
          assertThat(most.applyAsLong(count) - least.applyAsLong(count))
              .isLessThanOrEqualTo(total / 3072);
        });
  }
}
