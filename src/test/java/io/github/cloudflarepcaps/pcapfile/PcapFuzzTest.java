package io.github.cloudflarepcaps.pcapfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;

/** Whatever the bytes, a check ends: with an answer that fits them, or an IOException. */
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
    byte[] bytes = mutate(PCAP, new Random(seed));

    assertInspectedInBounds(bytes);
    assertReadInBounds(bytes);
  }

  @Property(tries = 45_000, shrinking = ShrinkingMode.OFF)
  void mutatedPcapngIsReadInBounds(@ForAll long seed) throws IOException {
    byte[] bytes = mutate(PCAPNG, new Random(seed));

    assertInspectedInBounds(bytes);
    assertReadInBounds(bytes);
  }

  @Property(tries = 15_000, shrinking = ShrinkingMode.OFF)
  void anyBytesAreReadInBounds(@ForAll byte[] bytes) throws IOException {
    assertInspectedInBounds(bytes);
    assertReadInBounds(bytes);
  }

  private static void assertInspectedInBounds(byte[] bytes) throws IOException {
    InMemory file = new InMemory(bytes);
    try {
      PcapFile found = file.inspect();
      assertThat(found.bytes()).isEqualTo(bytes.length);
      assertThat(found.packets()).isBetween(0L, bytes.length / 16L);
    } catch (NotPcapException refused) {
      assertThat(refused.getMessage()).startsWith("in-memory ").hasSizeLessThan(200);
      assertThat(refused.getMessage()).matches("[ -~…]*");
    }
    assertThat(file.bytesRead()).isLessThanOrEqualTo(4L * bytes.length);
  }

  private static void assertReadInBounds(byte[] bytes) throws IOException {
    long captured = 0;
    try (PcapReader reader = PcapReader.read(new ByteArrayInputStream(bytes))) {
      while (reader.hasNext()) {
        captured += 16 + reader.next().data().remaining();
      }
    } catch (NotPcapException refused) {
      assertThat(refused.getMessage()).startsWith("the stream ").hasSizeLessThan(200);
    } catch (UncheckedIOException truncatedOrDamaged) {
      assertThat(truncatedOrDamaged).hasMessageContaining("the stream is ");
    }
    assertThat(captured).isLessThanOrEqualTo(bytes.length);
  }

  /** Up to eight numbers replaced by others that break things, and the end cut off at times. */
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
    return random.nextInt(4) > 0 ? bytes : Arrays.copyOf(bytes, random.nextInt(bytes.length));
  }
}
