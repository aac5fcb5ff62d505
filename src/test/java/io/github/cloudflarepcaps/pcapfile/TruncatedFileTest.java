package io.github.cloudflarepcaps.pcapfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A file that ends inside a record is reported as truncated, and its complete packets are counted.
 */
class TruncatedFileTest {

  @Test
  void pcapIsTruncatedExceptBetweenRecords() throws IOException {
    byte[] complete = PcapBytes.ethernet().packet(1, 0, "four").packet(2, 0, "four").bytes();
    List<Integer> boundaries = List.of(24, 44, 64);

    for (int length = 24; length <= complete.length; length++) {
      PcapFile found = InMemory.inspect(Arrays.copyOf(complete, length));

      assertThat(found.packets()).as("at %d", length).isEqualTo((length - 24) / 20);
      assertThat(found.truncated()).as("at %d", length).isNotEqualTo(boundaries.contains(length));
    }
  }

  @Test
  void pcapngIsTruncatedExceptBetweenBlocks() throws IOException {
    byte[] complete =
        PcapngBytes.ethernet().enhanced(0, 1, "four").simple("fourfour").enhanced(0, 1, "").bytes();
    List<Integer> boundaries = List.of(28, 48, 84, 108, 140);
    List<Integer> ends = List.of(84, 108, 140);

    for (int length = 28; length <= complete.length; length++) {
      PcapFile found = InMemory.inspect(Arrays.copyOf(complete, length));

      int at = length;
      assertThat(found.packets()).isEqualTo(ends.stream().filter(end -> end <= at).count());
      assertThat(found.truncated()).as("at %d", at).isNotEqualTo(boundaries.contains(at));
    }
  }

  /** Like capinfos, for every length that a block can have. */
  @ParameterizedTest
  @ValueSource(longs = {64, 100_000, 16_777_216, 134_348_832})
  void blockThatEndsAfterTheFileIsTruncation(long length) throws IOException {
    byte[] bytes =
        PcapngBytes.ethernet().enhanced(0, 1, "four").block(5, length, new byte[8], length).bytes();

    assertThat(InMemory.inspect(bytes).truncated()).isTrue();
    assertThat(InMemory.inspect(bytes).packets()).isEqualTo(1);
  }

  @Test
  void incompletePacketDoesNotCountForTheTimes() throws IOException {
    byte[] complete = PcapBytes.ethernet().packet(5, 0, "a").packet(9, 0, "b").bytes();

    PcapFile found = InMemory.inspect(Arrays.copyOf(complete, complete.length - 1));

    assertThat(found.lastPacket()).hasToString("1970-01-01T00:00:05Z");
  }

  @Test
  void fileShorterThanItsFileHeaderIsRejected() {
    for (byte[] complete : List.of(PcapBytes.ethernet().bytes(), PcapngBytes.ethernet().bytes())) {
      for (int length = 4; length < 24; length++) {
        byte[] truncated = Arrays.copyOf(complete, length);

        assertThatThrownBy(() -> InMemory.inspect(truncated))
            .isInstanceOf(NotPcapException.class)
            .hasMessageContaining("ends inside its file header, after " + length);
      }
    }
  }
}
