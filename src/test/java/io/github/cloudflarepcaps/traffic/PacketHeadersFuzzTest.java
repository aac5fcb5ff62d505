package io.github.cloudflarepcaps.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudflarepcaps.traffic.PacketHeaders.End;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;

/** Whatever the bytes, decoding ends within them. */
@Tag("fuzz")
class PacketHeadersFuzzTest {

  private static final int[] LINK_TYPES = {0, 1, 9, 50, 51, 101, 108, 113, 276};
  private static final List<byte[]> PACKETS = PacketHeadersTruncatedTest.packets().toList();

  @Property(tries = 80_000, shrinking = ShrinkingMode.OFF)
  void mutantsAreDecodedInBounds(@ForAll long seed) {
    Random random = new Random(seed);
    byte[] packet = PACKETS.get(random.nextInt(PACKETS.size())).clone();
    for (int changes = random.nextInt(6); changes >= 0; changes--) {
      packet[random.nextInt(packet.length)] = (byte) random.nextInt();
    }

    assertInBounds(1, Arrays.copyOf(packet, random.nextInt(packet.length + 30)));
  }

  @Property(tries = 20_000, shrinking = ShrinkingMode.OFF)
  void anyBytesAreDecodedInBounds(@ForAll byte[] bytes, @ForAll long seed) {
    assertInBounds(LINK_TYPES[new Random(seed).nextInt(LINK_TYPES.length)], bytes);
  }

  private static void assertInBounds(int linkType, byte[] packet) {
    PacketHeaders headers = PacketBytes.decode(linkType, packet);

    assertThat(headers.headerBytes()).isBetween(0, packet.length);
    assertThat(headers.vlans()).allMatch(id -> id >= 0 && id < 4096);
    if (headers.end() == End.TRUNCATED) {
      assertThat(headers.headerBytes()).isEqualTo(packet.length);
    }
    if (headers.transport() != null) {
      assertThat(headers.ip()).isNotEmpty();
    }
  }
}
