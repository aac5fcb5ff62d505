package io.github.cloudflarepcaps.pcapfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Impossible lengths are rejected at once, naming their position in the file. */
class DamagedFileTest {

  @ParameterizedTest
  @ValueSource(longs = {262_145, 0x7fff_ffff, 0x8000_0000L, 0xffff_ffffL})
  void recordLongerThanAnyPacketIsRejected(long captured) {
    byte[] bytes =
        PcapBytes.ethernet()
            .packet(1, 0, "complete")
            .record(2, 0, captured, 60, new byte[60])
            .bytes();

    assertRejected(
        bytes, "at byte 48: a record of " + captured + " bytes, more than the 262144 a packet");
  }

  @ParameterizedTest
  @ValueSource(
      longs = {
        0,
        1,
        4,
        8,
        11,
        13,
        134_348_836,
        0x7fff_fffc,
        0xffff_fffcL,
        0xffff_ffffL,
        0x8000_0001L
      })
  void blockOfAnImpossibleLengthIsRejected(long length) {
    byte[] bytes = PcapngBytes.ethernet().block(5, length, new byte[20], length).bytes();

    assertRejected(bytes, "at byte 48: a block of type 0x00000005 and of " + length + " bytes");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 6})
  void blockTooShortForItsTypeIsRejected(int type) {
    byte[] bytes = PcapngBytes.ethernet().block(type, new byte[0]).bytes();

    assertRejected(bytes, "at byte 48: a block of type 0x0000000" + type + " and of 12 bytes");
  }

  @Test
  void blockWithTwoDifferentLengthsIsRejected() {
    byte[] bytes = PcapngBytes.ethernet().block(5, 20, new byte[8], 24).bytes();

    assertRejected(bytes, "at byte 48: a block that begins with length 20, ends with 24");
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 262_145, -1})
  void packetThatDoesNotFitItsBlockIsRejected(int captured) {
    assertRejected(PcapngBytes.ethernet().enhanced(0, 1, captured, new byte[4]).bytes(), "byte 48");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, -1, Integer.MIN_VALUE})
  void packetOfAnUnknownInterfaceIsRejected(int link) {
    assertRejected(
        PcapngBytes.ethernet().enhanced(link, 1, "packet").bytes(),
        "a packet of interface " + Integer.toUnsignedString(link));
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 1000, 262_144})
  void simplePacketThatDoesNotFitItsBlockIsRejected(int original) {
    ByteBuffer body = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putInt(original);

    assertRejected(
        PcapngBytes.ethernet().block(3, body.array()).bytes(),
        "at byte 48: " + Math.min(original, 65_535) + " bytes of a packet in a block of 20");
  }

  @Test
  void simplePacketIsLimitedByTheSnapLength() throws IOException {
    PcapngBytes pcapng = new PcapngBytes().section(ByteOrder.BIG_ENDIAN).link(1, 4);
    ByteBuffer body = ByteBuffer.allocate(8).putInt(-1);

    assertThat(InMemory.inspect(pcapng.block(3, body.array()).bytes()).packets()).isEqualTo(1);
  }

  @Test
  void simplePacketNeedsAnInterface() {
    byte[] bytes = new PcapngBytes().section(ByteOrder.BIG_ENDIAN).simple("packet").bytes();

    assertRejected(bytes, "a packet of interface 0, which the section does not have");
  }

  @Test
  void interfacesEndWithTheirSection() {
    byte[] bytes =
        PcapngBytes.ethernet().section(ByteOrder.BIG_ENDIAN).enhanced(0, 1, "packet").bytes();

    assertRejected(bytes, "a packet of interface 0, which the section does not have");
  }

  @Test
  void optionLongerThanItsBlockIsRejected() {
    byte[] option = ByteBuffer.allocate(4).putShort((short) 9).putShort((short) -1).array();
    byte[] bytes = new PcapngBytes().section(ByteOrder.BIG_ENDIAN).link(1, 0, option).bytes();

    assertRejected(bytes, "at byte 44: an option that is longer than its block");
  }

  @Test
  void laterSectionWithoutItsByteOrderIsRejected() {
    byte[] bytes = PcapngBytes.ethernet().block(0x0a0d0d0a, new byte[16]).bytes();

    assertRejected(bytes, "at byte 48: a section without its byte-order magic");
  }

  @Test
  void fileOfOnlyInterfacesDoesNotFillMemory() {
    PcapngBytes pcapng = new PcapngBytes().section(ByteOrder.BIG_ENDIAN);
    for (int i = 0; i <= 65_536; i++) {
      pcapng.link(1, 0);
    }

    assertRejected(pcapng.bytes(), "more than 65536 interfaces in a section");
  }

  private static void assertRejected(byte[] bytes, String words) {
    assertThatThrownBy(() -> InMemory.inspect(bytes))
        .isInstanceOf(NotPcapException.class)
        .hasMessageStartingWith("in-memory is damaged at byte ")
        .hasMessageContaining(words);
  }
}
