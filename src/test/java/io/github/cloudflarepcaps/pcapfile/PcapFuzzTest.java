package io.github.cloudflarepcaps.pcapfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudflarepcaps.pcapfile.PcapMerger.BadPart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import org.jspecify.annotations.Nullable;

/** Reading any bytes ends with their packets or with a documented exception. */
@Tag("fuzz")
class PcapFuzzTest {

  private static final byte[] PCAP =
      PcapBytes.ethernet()
          .packet(1, 0, "one")
          .packet(2, 0, new byte[40])
          .packet(3, 0, "")
          .packet(4, 0, new byte[100])
          .bytes();

  private static final byte[] PCAPNG = pcapng();

  private static byte[] pcapng() {
    PcapngBytes pcapng = new PcapngBytes().section(ByteOrder.BIG_ENDIAN);
    pcapng.link(1, 100, pcapng.resolution(9), pcapng.offset(7)).enhanced(0, 5, "packet");
    pcapng.simple("simple").obsolete(0, 8, "obsolete").block(5, new byte[16]);
    return pcapng.section(ByteOrder.LITTLE_ENDIAN).link(101, 0).enhanced(0, 9, "more").bytes();
  }

  @Property(tries = 45_000, shrinking = ShrinkingMode.OFF)
  void mutatedPcapIsReadInBounds(@ForAll long seed) throws IOException {
    assertReadInBounds(mutate(PCAP, new Random(seed)));
  }

  @Property(tries = 45_000, shrinking = ShrinkingMode.OFF)
  void mutatedPcapngIsReadInBounds(@ForAll long seed) throws IOException {
    assertReadInBounds(mutate(PCAPNG, new Random(seed)));
  }

  @Property(tries = 15_000, shrinking = ShrinkingMode.OFF)
  void anyBytesAreReadInBounds(@ForAll byte[] bytes) throws IOException {
    assertReadInBounds(bytes);
  }

  @Property(tries = 10_000, shrinking = ShrinkingMode.OFF)
  void mutatedGzipIsReadInBounds(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    byte[] packed = GzipBytes.gzip(mutate(random.nextBoolean() ? PCAP : PCAPNG, random));
    byte[] bytes = random.nextBoolean() ? packed : mutate(packed, random);
    bytes[0] = packed[0];
    bytes[1] = packed[1];

    assertThat(packets(bytes).size()).isLessThan(100);
    assertInspected(bytes);
  }

  @Property(tries = 2_000, shrinking = ShrinkingMode.OFF)
  void mutatedPartsAreMergedAsFarAsTheyCanBeRead(@ForAll long seed) throws IOException {
    Path directory = Files.createTempDirectory("fuzz");
    try {
      assertMerged(directory, new Random(seed));
    } finally {
      for (Path file : files(directory)) {
        Files.delete(file);
      }
      Files.delete(directory);
    }
  }

  private static void assertMerged(Path directory, Random random) throws IOException {
    List<Path> parts = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      byte[] bytes = mutate(random.nextBoolean() ? PCAP : PCAPNG, random);
      byte[] stored = random.nextInt(3) > 0 ? bytes : GzipBytes.gzip(bytes);
      parts.add(Files.write(directory.resolve("part" + i), stored));
    }
    List<BadPart> bad = new ArrayList<>();
    Path target = directory.resolve("merged");
    int before = files(directory).size();
    try {
      PcapFile merged = PcapMerger.merge(parts, target, bad::add);
      assertThat(merged).isEqualTo(PcapFile.inspect(target));
      assertThat(merged.truncated()).isFalse();
      assertThat(files(directory)).hasSize(before + 1);
    } catch (IOException refused) {
      assertThat(refused.getMessage())
          .containsAnyOf("no packet could be read of 3 files", "captures of different link types");
      assertThat(files(directory)).hasSize(before);
    }
    assertThat(bad).extracting(BadPart::part).doesNotHaveDuplicates();
  }

  private static List<Path> files(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      return files.toList();
    }
  }

  private static void assertReadInBounds(byte[] bytes) throws IOException {
    PcapFile found = assertInspected(bytes);
    List<Packet> packets = packets(bytes);
    if (found != null) {
      assertThat(packets).hasSize((int) found.packets());
    }
    int captured = packets.stream().mapToInt(packet -> 16 + packet.data().remaining()).sum();
    assertThat(captured).isLessThanOrEqualTo(bytes.length);
  }

  /** Null if the bytes are rejected. */
  private static @Nullable PcapFile assertInspected(byte[] bytes) throws IOException {
    InMemory file = new InMemory(bytes);
    try {
      PcapFile found = file.inspect();
      assertThat(found.bytes()).isEqualTo(bytes.length);
      assertThat(file.bytesRead()).isLessThanOrEqualTo(4L * bytes.length);
      return found;
    } catch (NotPcapException refused) {
      assertThat(refused.getMessage()).startsWith("in-memory ").hasSizeLessThan(200);
      assertThat(refused.getMessage()).matches("[ -~…]*");
      return null;
    }
  }

  /** The packets before the failure, if there is one. */
  private static List<Packet> packets(byte[] bytes) throws IOException {
    List<Packet> packets = new ArrayList<>();
    try (PcapReader reader = PcapReader.read(new ByteArrayInputStream(bytes))) {
      while (reader.hasNext()) {
        packets.add(reader.next());
      }
    } catch (NotPcapException refused) {
      assertThat(refused.getMessage()).startsWith("the stream ").hasSizeLessThan(200);
    } catch (UncheckedIOException truncatedOrDamaged) {
      assertThat(truncatedOrDamaged).hasMessageContaining("the stream is ");
    }
    return packets;
  }

  /** Replaces up to eight numbers by ones that break readers, and sometimes truncates. */
  private static byte[] mutate(byte[] valid, Random random) {
    int[] breaking = {0, 1, -1, 8, 11, 12, 255, 262_144, 262_145, Integer.MAX_VALUE};
    byte[] bytes = valid.clone();
    for (int changes = random.nextInt(8); changes >= 0; changes--) {
      int at = random.nextInt(bytes.length - 4);
      int value = random.nextBoolean() ? random.nextInt() : breaking[random.nextInt(10)];
      for (int i = 0; i <= random.nextInt(4); i++) {
        bytes[at + i] = (byte) (value >>> 8 * i);
      }
    }
    return random.nextInt(4) > 0 ? bytes : Arrays.copyOf(bytes, 2 + random.nextInt(bytes.length));
  }
}
