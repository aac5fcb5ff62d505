package io.github.cloudflarepcaps.traffic;

import static io.github.cloudflarepcaps.Failing.failsWith;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudflarepcaps.traffic.TrafficSummary.Interval;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The timeline holds every packet with a time, whatever the times are. */
class TimelineTest {

  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

  @Test
  void intervalsHaveLengthsThatPeopleCountIn() {
    List<Interval> timeline = summary(times(300, Duration.ofSeconds(1))).timeline(60);

    assertThat(timeline).hasSize(60);
    assertThat(timeline.get(0)).isEqualTo(new Interval(NOON, Duration.ofSeconds(5), 5, 500));
    assertThat(timeline.get(59).start()).isEqualTo("2026-11-25T12:04:55Z");
  }

  @Test
  void intervalsBeginAtMultiplesOfTheirLength() {
    List<Interval> timeline =
        summary(List.of(NOON.plusMillis(1234), NOON.plusSeconds(9))).timeline(5);

    assertThat(timeline).extracting(Interval::length).containsOnly(Duration.ofSeconds(2));
    assertThat(timeline.get(0).start()).isEqualTo(NOON);
  }

  @Test
  void microsecondsAreKeptApart() {
    List<Instant> times = List.of(NOON, NOON.plusNanos(1000), NOON.plusNanos(3999));

    assertThat(summary(times).timeline(10))
        .extracting(Interval::packets)
        .containsExactly(1L, 1L, 0L, 1L);
  }

  @Test
  void gapIsShown() {
    List<Interval> timeline = summary(List.of(NOON, NOON.plusSeconds(3))).timeline(10);

    assertThat(timeline).extracting(Interval::packets).startsWith(1L, 0L).endsWith(0L, 1L);
  }

  @Test
  void packetsWithoutATimeAreLeftOut() {
    TrafficSummary summary = summary(List.of(Instant.EPOCH, NOON));

    assertThat(summary.first()).isEqualTo(NOON);
    assertThat(summary.timeline(9)).extracting(Interval::packets).containsExactly(1L);
    assertThat(summary(List.of(Instant.EPOCH)).timeline(9)).isEmpty();
    assertThat(summary(List.of(Instant.EPOCH)).first()).isNull();
  }

  @Test
  void oneWrongTimeLeavesTheOthersApart() {
    List<Instant> times = new ArrayList<>(times(3000, Duration.ofMillis(100)));
    TrafficSummary before = summary(times);
    times.add(Instant.ofEpochSecond(1));

    List<Interval> timeline = summary(times).timeline(4096);

    assertThat(before.timeline(300)).hasSize(300);
    assertThat(timeline).hasSizeLessThanOrEqualTo(4096);
    assertThat(timeline.get(0).packets()).isEqualTo(1);
  }

  @Test
  void allOfTimeIsOneInterval() {
    TrafficSummary summary = summary(List.of(Instant.MIN, NOON, Instant.MAX));

    assertThat(summary.timeline(1)).extracting(Interval::packets).containsExactly(3L);
    assertThat(summary.timeline(Integer.MAX_VALUE)).hasSizeLessThanOrEqualTo(4096);
    assertThat(summary.table()).contains("+1000000000-12-31");
  }

  @Test
  void fewerThanOneIntervalIsRejected() {
    IllegalArgumentException failure =
        failsWith(IllegalArgumentException.class, () -> summary(List.of()).timeline(0));

    assertThat(failure).hasMessage("intervals is 0, but must be at least 1");
  }

  @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
  void everyPacketIsInItsInterval(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 300) int intervals) {
    List<Instant> times = randomTimes(new Random(seed));
    TrafficSummary summary = summary(times);

    List<Interval> timeline = summary.timeline(intervals);

    assertThat(timeline).hasSizeBetween(1, intervals);
    assertThat(timeline.stream().mapToLong(Interval::packets).sum()).isEqualTo(times.size());
    assertThat(timeline.get(0).start()).isBeforeOrEqualTo(summary.first());
    for (int i = 0; i < timeline.size(); i++) {
      Interval interval = timeline.get(i);
      Instant end = interval.start().plus(interval.length());
      assertThat(interval.length()).isEqualTo(timeline.get(0).length());
      assertThat(
              times.stream().filter(time -> !time.isBefore(interval.start()) && time.isBefore(end)))
          .hasSize((int) interval.packets());
      if (i + 1 < timeline.size()) {
        assertThat(timeline.get(i + 1).start()).isEqualTo(end);
      }
    }
  }

  @Property(tries = 300, shrinking = ShrinkingMode.OFF)
  void mergedTimelineIsThatOfAll(@ForAll long seed) {
    Random random = new Random(seed);
    List<Instant> left = randomTimes(random);
    List<Instant> right = randomTimes(random);
    List<Instant> all = Stream.concat(left.stream(), right.stream()).toList();

    List<Interval> merged = summary(left).plus(summary(right)).timeline(40);

    assertThat(merged).isEqualTo(summary(all).timeline(40));
  }

  /** Up to a thousand times around a random one, in a span of random magnitude. */
  private static List<Instant> randomTimes(Random random) {
    long start = random.nextInt(4) == 0 ? random.nextLong() % 30_000_000_000_000_000L : 1L << 31;
    long span = 1L << random.nextInt(55);
    return IntStream.range(0, 1 + random.nextInt(1000))
        .mapToObj(
            i -> Instant.ofEpochSecond(start, (random.nextLong() & Long.MAX_VALUE) % span + 1))
        .toList();
  }

  private static List<Instant> times(int count, Duration apart) {
    return IntStream.range(0, count).mapToObj(i -> NOON.plus(apart.multipliedBy(i))).toList();
  }

  private static TrafficSummary summary(List<Instant> times) {
    TrafficCounter counter = new TrafficCounter();
    for (Instant time : times) {
      counter.packet(time.getEpochSecond(), time.getNano(), 100, 1, ByteBuffer.allocate(0));
    }
    return counter.toSummary();
  }
}
