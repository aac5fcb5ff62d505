package io.github.cloudflarepcaps.pcapfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Inspecting a classic pcap file reports its contents. */
class InspectPcapTest {

  @TempDir Path directory;

  @Test
  void everythingAboutAFileIsReported() throws IOException {
    Path file =
        PcapBytes.ethernet()
            .packet(1_700_000_000, 1, "one")
            .packet(1_700_000_001, 999_999, "two")
            .writeTo(directory.resolve("two.pcap"));

    assertThat(PcapFile.inspect(file))
        .isEqualTo(
            new PcapFile(
                file,
                PcapFile.Format.PCAP,
                1,
                65_535,
                2,
                24 + 2 * (16 + 3),
                6,
                Instant.parse("2023-11-14T22:13:20.000001Z"),
                Instant.parse("2023-11-14T22:13:21.999999Z"),
                true,
                false));
  }

  @Test
  void textHasEveryComponentAndNamesTheLinkType() throws IOException {
    Path file = PcapBytes.ethernet().packet(1, 0, "one").writeTo(directory.resolve("one.pcap"));

    assertThat(PcapFile.inspect(file))
        .hasToString(
            "PcapFile[path="
                + file
                + ", format=PCAP, linkType=1 (Ethernet), snapLength=65535, packets=1, bytes=43,"
                + " wireBytes=3, firstPacket=1970-01-01T00:00:01Z,"
                + " lastPacket=1970-01-01T00:00:01Z, inTimeOrder=true, truncated=false]");
  }

  @ParameterizedTest
  @CsvSource({"true, true", "true, false", "false, true", "false, false"})
  void bothByteOrdersAndResolutionsAreRead(boolean big, boolean nanoseconds) throws IOException {
    byte[] bytes =
        PcapBytes.with(
                big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN,
                nanoseconds ? PcapBytes.NANOSECONDS : PcapBytes.MICROSECONDS,
                160,
                101)
            .packet(5, 7, "packet")
            .bytes();

    PcapFile found = InMemory.inspect(bytes);

    assertThat(found.firstPacket()).isEqualTo(Instant.ofEpochSecond(5, nanoseconds ? 7 : 7_000));
    assertThat(found.linkType()).isEqualTo(101);
    assertThat(found.snapLength()).isEqualTo(160);
  }

  @Test
  void captureWithoutPacketsHasNoTimes() throws IOException {
    PcapFile found = InMemory.inspect(PcapBytes.ethernet().bytes());

    assertThat(found.packets()).isZero();
    assertThat(found.firstPacket()).isNull();
    assertThat(found.lastPacket()).isNull();
    assertThat(found.truncated()).isFalse();
  }

  @Test
  void timesAreTheEarliestAndTheLatestInAnyOrder() throws IOException {
    PcapFile found =
        InMemory.inspect(
            PcapBytes.ethernet()
                .packet(5, 0, "")
                .packet(3, 0, "")
                .packet(9, 0, "")
                .packet(4, 0, "")
                .bytes());

    assertThat(found.firstPacket()).isEqualTo(Instant.ofEpochSecond(3));
    assertThat(found.lastPacket()).isEqualTo(Instant.ofEpochSecond(9));
  }

  @Test
  void secondsAreUnsigned() throws IOException {
    PcapFile found = InMemory.inspect(PcapBytes.ethernet().packet(0xffff_ffffL, 0, "").bytes());

    assertThat(found.lastPacket()).isEqualTo(Instant.parse("2106-02-07T06:28:15Z"));
  }

  @Test
  void linkTypeIsTheLowHalfOfItsField() throws IOException {
    byte[] withFrameCheckSequence =
        PcapBytes.with(ByteOrder.BIG_ENDIAN, PcapBytes.MICROSECONDS, 0, 0x2400_0001).bytes();

    assertThat(InMemory.inspect(withFrameCheckSequence).linkType()).isEqualTo(1);
  }

  @Test
  void snapLengthIsUnsigned() throws IOException {
    byte[] bytes = PcapBytes.with(ByteOrder.BIG_ENDIAN, PcapBytes.MICROSECONDS, -1, 1).bytes();

    assertThat(InMemory.inspect(bytes).snapLength()).isEqualTo(0xffff_ffffL);
  }

  @Test
  void packetsLongerThanTheSnapLengthCount() throws IOException {
    byte[] bytes =
        PcapBytes.with(ByteOrder.LITTLE_ENDIAN, PcapBytes.MICROSECONDS, 10, 1)
            .packet(1, 0, new byte[262_144])
            .bytes();

    assertThat(InMemory.inspect(bytes).packets()).isEqualTo(1);
  }

  @Test
  void fileBeyondFourGibibytesIsWalkedToItsEnd() throws IOException {
    long records = 20_000;
    long size = 24 + records * (16 + 262_144);

    PcapFile found = PcapFile.read(Path.of("large"), InspectPcapTest::largeFile, size, null);

    assertThat(size).isGreaterThan(1L << 32);
    assertThat(found.packets()).isEqualTo(records);
    assertThat(found.bytes()).isEqualTo(size);
  }

  private static int largeFile(ByteBuffer into, long position) {
    byte[] header = PcapBytes.ethernet().bytes();
    byte[] record = PcapBytes.ethernet().record(1, 0, 262_144, 1, new byte[0]).bytes();
    int length = into.remaining();
    for (int i = 0; i < Math.min(length, 64); i++) {
      long at = position + i;
      long inRecord = (at - 24) % (16 + 262_144);
      into.put(
          into.position() + i,
          at < 24 ? header[(int) at] : inRecord < 16 ? record[24 + (int) inRecord] : 0);
    }
    into.position(into.limit());
    return length;
  }

  @Test
  void mebibyteIsFourReads() throws IOException {
    PcapBytes pcap = PcapBytes.ethernet();
    for (int i = 0; i < 1024; i++) {
      pcap.packet(i, 0, new byte[1008]);
    }
    InMemory file = new InMemory(pcap.bytes());

    assertThat(file.inspect().packets()).isEqualTo(1024);
    assertThat(file.reads()).isEqualTo(4);
    assertThat(file.bytesRead()).isLessThan(pcap.bytes().length + 5 * 16);
  }

  @Test
  void nothingIsAllocatedForAPacket() throws IOException {
    byte[] few = packets(20_000).bytes();
    byte[] many = packets(50_000).bytes();
    bytesAllocatedFor(few);

    long more = bytesAllocatedFor(many) - bytesAllocatedFor(few);

    assertThat(more).isLessThan(10_000);
  }

  private static PcapBytes packets(int count) {
    PcapBytes pcap = PcapBytes.ethernet();
    for (int i = 0; i < count; i++) {
      pcap.packet(i, 0, "packet");
    }
    return pcap;
  }

  private static long bytesAllocatedFor(byte[] pcap) throws IOException {
    var thread = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = thread.getCurrentThreadAllocatedBytes();
    InMemory.inspect(pcap);
    return thread.getCurrentThreadAllocatedBytes() - before;
  }

  @Test
  void fileThatShrinksWhileReadIsAnError() {
    byte[] bytes = PcapBytes.ethernet().packet(1, 0, new byte[300]).bytes();

    assertThatThrownBy(
            () -> PcapFile.read(Path.of("shrinking"), (into, position) -> -1, bytes.length, null))
        .isInstanceOf(IOException.class)
        .hasMessage("shrinking became shorter while it was read");
  }

  @Test
  void missingFileIsReported() {
    Path missing = directory.resolve("missing.pcap");

    assertThatThrownBy(() -> PcapFile.inspect(missing))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("missing.pcap");
  }

  @Test
  void directoryIsReported() {
    assertThatThrownBy(() -> PcapFile.inspect(directory))
        .isInstanceOf(FileSystemException.class)
        .hasMessage(directory + ": a directory, not a capture file");
  }
}
