package io.github.cloudflarepcaps.pcapfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Merging joins files into one, in the order of time. */
class PcapMergerTest {

  @TempDir Path directory;

  @Test
  void packetsOfAllPartsAreSortedByTime() throws IOException {
    Path one = part("one", PcapBytes.ethernet().packet(1, 0, "a").packet(4, 0, "d"));
    Path two = part("two", PcapBytes.ethernet().packet(2, 0, "b").packet(3, 0, "c"));

    assertThat(merge(one, two)).containsExactly("a", "b", "c", "d");
  }

  @Test
  void packetsOfTheSameTimeKeepTheOrderOfTheParts() throws IOException {
    Path one = part("one", PcapBytes.ethernet().packet(1, 5, "1a").packet(1, 5, "1b"));
    Path two = part("two", PcapBytes.ethernet().packet(1, 5, "2a").packet(1, 5, "2b"));

    assertThat(merge(one, two)).containsExactly("1a", "1b", "2a", "2b");
    assertThat(merge(two, one)).containsExactly("2a", "2b", "1a", "1b");
  }

  @Test
  void unsortedPartKeepsItsOrder() throws IOException {
    Path unordered =
        part("one", PcapBytes.ethernet().packet(5, 0, "5").packet(1, 0, "1").packet(7, 0, "7"));
    Path ordered = part("two", PcapBytes.ethernet().packet(4, 0, "4").packet(6, 0, "6"));

    assertThat(merge(unordered, ordered)).containsExactly("4", "5", "1", "6", "7");
  }

  @Test
  void earliestNextPacketOfAllPartsIsWrittenFirst() throws IOException {
    Random random = new Random(1);
    for (int set = 0; set < 30; set++) {
      List<Path> parts = new ArrayList<>();
      List<Deque<String>> left = new ArrayList<>();
      for (int number = random.nextInt(20); number >= 0; number--) {
        left.add(randomPackets(random, left.size()));
        PcapBytes pcap = PcapBytes.ethernet();
        left.get(left.size() - 1).forEach(data -> pcap.packet(data.charAt(0), 0, data));
        parts.add(part("part" + number, pcap));
      }

      assertThat(merge(parts.toArray(Path[]::new))).isEqualTo(takeEarliest(left));
    }
  }

  /** Each packet is a letter, its time, and the number of its part. */
  private static Deque<String> randomPackets(Random random, int number) {
    Deque<String> packets = new ArrayDeque<>();
    for (int i = random.nextInt(20); i > 0; i--) {
      packets.add((char) ('a' + random.nextInt(6)) + " of " + number);
    }
    return packets;
  }

  private static List<String> takeEarliest(List<Deque<String>> left) {
    List<String> taken = new ArrayList<>();
    while (left.stream().anyMatch(part -> !part.isEmpty())) {
      Deque<String> next = null;
      for (Deque<String> part : left) {
        if (!part.isEmpty() && (next == null || isEarlier(part, next))) {
          next = part;
        }
      }
      taken.add(next.remove());
    }
    return taken;
  }

  private static boolean isEarlier(Deque<String> part, Deque<String> other) {
    return part.element().charAt(0) < other.element().charAt(0);
  }

  @Test
  void resultIsThatOfInspectingTheFile() throws IOException {
    Path one = part("one", PcapBytes.ethernet().packet(9, 0, "nine").packet(3, 0, "three"));
    Path two = part("two", PcapBytes.ethernet().packet(4, 0, "four"));

    PcapFile merged = PcapMerger.merge(List.of(one, two), target());

    assertThat(merged).isEqualTo(PcapFile.inspect(target()));
    assertThat(merged.packets()).isEqualTo(3);
  }

  @Test
  void originalLengthsAreKept() throws IOException {
    Path truncated = part("one", PcapBytes.ethernet().record(1, 0, 2, 0xffff_ffffL, new byte[2]));

    PcapMerger.merge(List.of(truncated), target());

    try (PcapReader reader = PcapReader.open(target())) {
      assertThat(reader.next().originalLength()).isEqualTo(0xffff_ffffL);
    }
  }

  @Test
  void microsecondsAloneStayMicroseconds() throws IOException {
    PcapBytes pcap = PcapBytes.ethernet().packet(1, 999_999, "one").packet(2, 0, "two");

    PcapMerger.merge(List.of(part("one", pcap)), target());

    assertThat(target()).hasBinaryContent(pcap.bytes());
  }

  @Test
  void partsOfAnyByteOrderAndResolutionMixWithoutLoss() throws IOException {
    Path micro = part("one", PcapBytes.ethernet().packet(1, 2, "at 2000 ns"));
    Path nano =
        part(
            "two",
            PcapBytes.with(ByteOrder.BIG_ENDIAN, PcapBytes.NANOSECONDS, 65_535, 1)
                .packet(1, 1_999, "at 1999 ns")
                .packet(1, 2_001, "at 2001 ns"));

    assertThat(merge(micro, nano)).containsExactly("at 1999 ns", "at 2000 ns", "at 2001 ns");
    PcapFile merged = PcapFile.inspect(target());
    assertThat(merged.firstPacket()).hasToString("1970-01-01T00:00:01.000001999Z");
    assertThat(merged.lastPacket()).hasToString("1970-01-01T00:00:01.000002001Z");
  }

  @Test
  void snapLengthIsTheLargest() throws IOException {
    Path one = part("one", snapLength(160));
    Path two = part("two", snapLength(1500));

    assertThat(PcapMerger.merge(List.of(one, two), target()).snapLength()).isEqualTo(1500);
  }

  @Test
  void noLimitOnPacketsIsTheLargestSnapLength() throws IOException {
    Path one = part("one", snapLength(160));
    Path two = part("two", snapLength(0));

    assertThat(PcapMerger.merge(List.of(one, two), target()).snapLength()).isEqualTo(262_144);
  }

  @Test
  void frameCheckSequenceIsKeptWhereThePartsAgree() throws IOException {
    Path with = part("one", network(0x2400_0001));
    Path without = part("two", network(1));

    PcapMerger.merge(List.of(with, with), target());
    assertThat(Files.readAllBytes(target())[23]).isEqualTo((byte) 0x24);
    PcapMerger.merge(List.of(with, without), target());
    assertThat(Files.readAllBytes(target())[23]).isZero();
  }

  @Test
  void completePacketsOfATruncatedPartAreMerged() throws IOException {
    byte[] complete = PcapBytes.ethernet().packet(1, 0, "one").packet(3, 0, "lost").bytes();
    Path truncated =
        Files.write(directory.resolve("lost"), Arrays.copyOf(complete, complete.length - 1));
    Path other = part("other", PcapBytes.ethernet().packet(2, 0, "two"));

    assertThat(merge(truncated, other)).containsExactly("one", "two");
    assertThat(PcapFile.inspect(target()).truncated()).isFalse();
  }

  @Test
  void partsWithoutPacketsAddNothing() throws IOException {
    Path empty = part("empty", PcapBytes.ethernet());
    Path other = part("other", PcapBytes.ethernet().packet(2, 0, "two"));

    assertThat(merge(empty, other, empty)).containsExactly("two");
    assertThat(merge(empty, empty)).isEmpty();
  }

  @Test
  void packetsLargerThanAnyBufferAreComplete() throws IOException {
    byte[] large = new byte[262_144];
    Arrays.fill(large, (byte) 'x');
    Path one = part("one", PcapBytes.ethernet().packet(1, 0, large).packet(3, 0, large));
    Path two = part("two", PcapBytes.ethernet().packet(2, 0, "small").packet(4, 0, large));
    String all = new String(large, StandardCharsets.UTF_8);

    assertThat(merge(one, two)).containsExactly(all, "small", all, all);
  }

  @Test
  void moreFilesThanMayBeOpenAreMerged() throws IOException {
    List<Path> parts = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 1500; i++) {
      PcapBytes pcap = PcapBytes.ethernet().packet(i, 0, "a" + i).packet(2_000 + i, 0, "b" + i);
      parts.add(part("part" + i, pcap));
      expected.add("a" + i);
    }
    for (int i = 0; i < 1500; i++) {
      expected.add("b" + i);
    }

    assertThat(merge(parts.toArray(Path[]::new))).isEqualTo(expected);
  }

  @Test
  void differentLinkTypesAreRejectedByName() {
    Path ethernet = part("ethernet.pcap", network(1));
    Path raw = part("raw.pcap", network(101));

    assertThatThrownBy(() -> merge(ethernet, raw))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "captures of different link types cannot be merged: "
                + (ethernet + " has 1 (Ethernet), " + raw + " has 101 (raw IP)"));
  }

  @Test
  void nothingToMergeIsRejected() {
    assertThatThrownBy(() -> PcapMerger.merge(List.of(), target()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("parts is empty");
  }

  private List<String> merge(Path... parts) throws IOException {
    PcapMerger.merge(List.of(parts), target());
    try (PcapReader reader = PcapReader.open(target())) {
      return reader
          .packets()
          .map(packet -> StandardCharsets.UTF_8.decode(packet.data()).toString())
          .toList();
    }
  }

  private Path target() {
    return directory.resolve("merged.pcap");
  }

  private Path part(String name, PcapBytes pcap) {
    return pcap.writeTo(directory.resolve(name));
  }

  private static PcapBytes snapLength(int snapLength) {
    return PcapBytes.with(ByteOrder.LITTLE_ENDIAN, PcapBytes.MICROSECONDS, snapLength, 1);
  }

  private static PcapBytes network(int network) {
    return PcapBytes.with(ByteOrder.BIG_ENDIAN, PcapBytes.MICROSECONDS, 65_535, network);
  }
}
