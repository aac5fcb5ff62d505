package io.github.cloudflarepcaps.pcapfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteOrder;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Inspecting a pcapng file counts its packets and finds their times. */
class InspectPcapngTest {

  @ParameterizedTest
  @ValueSource(strings = {"BIG_ENDIAN", "LITTLE_ENDIAN"})
  void bothByteOrdersAreRead(String order) throws IOException {
    PcapFile found =
        InMemory.inspect(
            new PcapngBytes()
                .section(order.startsWith("B") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN)
                .link(101, 160)
                .enhanced(0, 1_700_000_000_000_001L, "packet")
                .bytes());

    assertThat(found.format()).isEqualTo(PcapFile.Format.PCAPNG);
    assertThat(found.linkType()).isEqualTo(101);
    assertThat(found.snapLength()).isEqualTo(160);
    assertThat(found.packets()).isEqualTo(1);
    assertThat(found.firstPacket()).isEqualTo(Instant.parse("2023-11-14T22:13:20.000001Z"));
  }

  @Test
  void allThreeKindsOfPacketBlockCount() throws IOException {
    PcapFile found =
        InMemory.inspect(
            PcapngBytes.ethernet()
                .enhanced(0, 2_000_000, "a")
                .obsolete(0, 3_000_000, "bc")
                .simple("def")
                .bytes());

    assertThat(found.packets()).isEqualTo(3);
    assertThat(found.firstPacket()).isEqualTo(Instant.ofEpochSecond(2));
    assertThat(found.lastPacket()).isEqualTo(Instant.ofEpochSecond(3));
  }

  @Test
  void packetsWithoutTimesMeanNoTimes() throws IOException {
    PcapFile found = InMemory.inspect(PcapngBytes.ethernet().simple("packet").bytes());

    assertThat(found.packets()).isEqualTo(1);
    assertThat(found.firstPacket()).isNull();
    assertThat(found.lastPacket()).isNull();
  }

  @Test
  void otherBlocksAreSkipped() throws IOException {
    PcapFile found =
        InMemory.inspect(
            PcapngBytes.ethernet()
                .block(4, new byte[40])
                .block(0x0bad, new byte[400_000])
                .enhanced(0, 1, "packet")
                .block(5, new byte[12])
                .bytes());

    assertThat(found.packets()).isEqualTo(1);
    assertThat(found.truncated()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "0x00, 7, 7, 0",
    "0x03, 7, 0, 7000000",
    "0x06, 7, 0, 7000",
    "0x09, 7, 0, 7",
    "0x0c, 7000000000, 0, 7000000",
    "0x80, 7, 7, 0",
    "0x81, 7, 3, 500000000",
    "0xa0, 12884901888, 3, 0",
    "0xff, 7, 0, 0",
    "0x7f, 7, 0, 0"
  })
  void anyResolutionIsRead(int resolution, long units, long seconds, int nanos) throws IOException {
    PcapngBytes pcapng = new PcapngBytes().section(ByteOrder.BIG_ENDIAN);
    pcapng.link(1, 0, pcapng.option(2, (byte) 'e'), pcapng.resolution(resolution), new byte[4]);

    PcapFile found = InMemory.inspect(pcapng.enhanced(0, units, "packet").bytes());

    assertThat(found.firstPacket()).isEqualTo(Instant.ofEpochSecond(seconds, nanos));
  }

  @ParameterizedTest
  @ValueSource(longs = {100, -100})
  void offsetIsAdded(long offset) throws IOException {
    PcapngBytes pcapng = new PcapngBytes().section(ByteOrder.LITTLE_ENDIAN);
    pcapng.link(1, 0, pcapng.offset(offset)).enhanced(0, 200_000_000, "packet");

    assertThat(InMemory.inspect(pcapng.bytes()).firstPacket())
        .isEqualTo(Instant.ofEpochSecond(200 + offset));
  }

  @Test
  void timeBeyondInstantIsOmitted() throws IOException {
    PcapngBytes pcapng = new PcapngBytes().section(ByteOrder.BIG_ENDIAN);
    pcapng.link(1, 0, pcapng.resolution(0)).enhanced(0, -1, "packet");

    PcapFile found = InMemory.inspect(pcapng.bytes());

    assertThat(found.packets()).isEqualTo(1);
    assertThat(found.lastPacket()).isNull();
  }

  @Test
  void eachInterfaceHasItsOwnClock() throws IOException {
    PcapngBytes pcapng = new PcapngBytes().section(ByteOrder.LITTLE_ENDIAN);
    pcapng.link(1, 100).link(101, 200, pcapng.resolution(9));
    pcapng.enhanced(0, 5_000_000, "at 5 s").enhanced(1, 4_000_000_000L, "at 4 s");

    PcapFile found = InMemory.inspect(pcapng.bytes());

    assertThat(found.linkType()).isEqualTo(1);
    assertThat(found.snapLength()).isEqualTo(100);
    assertThat(found.firstPacket()).isEqualTo(Instant.ofEpochSecond(4));
    assertThat(found.lastPacket()).isEqualTo(Instant.ofEpochSecond(5));
  }

  @Test
  void sectionsMayDifferInByteOrderAndInterfaces() throws IOException {
    PcapFile found =
        InMemory.inspect(
            new PcapngBytes()
                .section(ByteOrder.LITTLE_ENDIAN)
                .link(1, 100)
                .enhanced(0, 9_000_000, "late")
                .section(ByteOrder.BIG_ENDIAN)
                .link(101, 200)
                .enhanced(0, 8_000_000, "early")
                .bytes());

    assertThat(found.packets()).isEqualTo(2);
    assertThat(found.linkType()).isEqualTo(1);
    assertThat(found.firstPacket()).isEqualTo(Instant.ofEpochSecond(8));
    assertThat(found.lastPacket()).isEqualTo(Instant.ofEpochSecond(9));
  }

  @Test
  void withoutAnInterfaceTheLinkTypeIsMinusOne() throws IOException {
    PcapFile found = InMemory.inspect(new PcapngBytes().section(ByteOrder.BIG_ENDIAN).bytes());

    assertThat(found.linkType()).isEqualTo(-1);
    assertThat(found.snapLength()).isZero();
    assertThat(found.packets()).isZero();
  }
}
