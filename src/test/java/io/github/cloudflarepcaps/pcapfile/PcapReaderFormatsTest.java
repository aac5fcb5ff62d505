package io.github.cloudflarepcaps.pcapfile;

import static io.github.cloudflarepcaps.Failing.failsWith;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reader also returns the packets of pcapng, and reports the format of its capture. */
class PcapReaderFormatsTest {

  @TempDir private Path directory;

  @Test
  void packetsHaveTheLinkTypeAndClockOfTheirInterface() throws IOException {
    PcapngBytes pcapng = new PcapngBytes().section(ByteOrder.LITTLE_ENDIAN);
    pcapng.link(1, 160).link(101, 0, pcapng.resolution(9), pcapng.offset(60));
    pcapng.enhanced(1, 5_000_000_001L, "ip").enhanced(0, 4_000_001, "ethernet");

    PcapReader reader = reader(pcapng);

    assertThat(reader.next()).isEqualTo(packet("1970-01-01T00:01:05.000000001Z", 101, "ip"));
    assertThat(reader.next()).isEqualTo(packet("1970-01-01T00:00:04.000001Z", 1, "ethernet"));
    assertThat(reader.hasNext()).isFalse();
  }

  @Test
  void linkTypeAndSnapLengthAreTheFirstInterfaces() throws IOException {
    PcapngBytes pcapng = new PcapngBytes().section(ByteOrder.BIG_ENDIAN).block(5, new byte[12]);
    pcapng.link(113, 160, pcapng.resolution(9)).link(1, 0);

    PcapReader reader = reader(pcapng);

    assertThat(reader.format()).isEqualTo(PcapFile.Format.PCAPNG);
    assertThat(reader.linkType()).isEqualTo(113);
    assertThat(reader.snapLength()).isEqualTo(160);
    assertThat(reader.nanoseconds()).isTrue();
  }

  @Test
  void withoutAnInterfaceThereIsNoLinkType() throws IOException {
    PcapReader reader = reader(new PcapngBytes().section(ByteOrder.BIG_ENDIAN));

    assertThat(reader.linkType()).isEqualTo(-1);
    assertThat(reader.snapLength()).isZero();
    assertThat(reader.nanoseconds()).isFalse();
    assertThat(reader.hasNext()).isFalse();
  }

  @Test
  void classicCaptureStatesItsResolution() throws IOException {
    PcapBytes nano = PcapBytes.with(ByteOrder.BIG_ENDIAN, PcapBytes.NANOSECONDS, 160, 1);

    assertThat(reader(nano.bytes()).nanoseconds()).isTrue();
    assertThat(reader(PcapBytes.ethernet().bytes()).nanoseconds()).isFalse();
    assertThat(reader(nano.bytes()).format()).isEqualTo(PcapFile.Format.PCAP);
  }

  @Test
  void packetWithoutATimeHasTheEpoch() throws IOException {
    PcapReader reader = reader(PcapngBytes.ethernet().enhanced(0, 7, "timed").simple("timeless"));

    reader.next();
    assertThat(reader.next()).isEqualTo(packet("1970-01-01T00:00:00Z", 1, "timeless"));
  }

  @Test
  void endInsideABlockIsAnErrorAfterTheCompletePackets() throws IOException {
    byte[] complete = PcapngBytes.ethernet().enhanced(0, 1, "one").block(5, new byte[12]).bytes();
    for (int length = 85; length < complete.length; length++) {
      PcapReader reader = reader(Arrays.copyOf(complete, length));

      assertThat(text(reader.next())).isEqualTo("one");
      assertThat(failsWith(UncheckedIOException.class, reader::next))
          .hasCauseInstanceOf(EOFException.class)
          .hasMessageContaining("it ends inside the record at byte 84");
    }
  }

  @Test
  void largeBlocksOfOtherKindsAreSkipped() throws IOException {
    PcapngBytes pcapng = PcapngBytes.ethernet().block(0x0bad, new byte[20 << 20]);

    assertThat(text(reader(pcapng.enhanced(0, 1, "packet")).next())).isEqualTo("packet");
  }

  @Test
  void damagedLengthTakesNoMemoryBeforeItsBytesArrive() throws IOException {
    PcapngBytes pcapng = PcapngBytes.ethernet().block(6, 16 << 20, new byte[24], 16 << 20);
    PcapReader reader = reader(pcapng);

    assertThat(failsWith(UncheckedIOException.class, reader::next))
        .hasCauseInstanceOf(EOFException.class);
  }

  @Test
  void afterCloseNothingIsReturned() throws IOException {
    PcapReader reader = reader(PcapBytes.ethernet().packet(1, 0, "one").bytes());
    assertThat(reader.hasNext()).isTrue();

    reader.close();
    reader.close();

    for (var call : new Callable<?>[] {reader::hasNext, reader::next, reader::packets}) {
      assertThat(failsWith(IllegalStateException.class, call::call))
          .hasMessage("the stream: the reader is closed");
    }
  }

  @Test
  void closeDoesNotEndTheStreamOfPacketsSilently() throws IOException {
    PcapReader reader = reader(PcapBytes.ethernet().packet(1, 0, "one").bytes());
    var packets = reader.packets();
    reader.close();

    failsWith(IllegalStateException.class, packets::count);
  }

  @Test
  void directoryIsReported() {
    assertThat(failsWith(FileSystemException.class, () -> PcapReader.open(directory)))
        .hasMessage(directory + ": a directory, not a capture file");
  }

  @Test
  void fileOfEitherFormatIsOpened() throws IOException {
    Path file = directory.resolve("file");
    Files.write(file, GzipBytes.gzip(PcapngBytes.ethernet().enhanced(0, 1, "one").bytes()));

    try (PcapReader reader = PcapReader.open(file)) {
      assertThat(text(reader.next())).isEqualTo("one");
    }
  }

  private static PcapReader reader(PcapngBytes pcapng) throws IOException {
    return reader(pcapng.bytes());
  }

  private static PcapReader reader(byte[] bytes) throws IOException {
    return PcapReader.read(new ByteArrayInputStream(bytes));
  }

  private static Packet packet(String time, int linkType, String data) {
    return new Packet(
        Instant.parse(time), data.length(), linkType, StandardCharsets.UTF_8.encode(data));
  }

  private static String text(Packet packet) {
    return StandardCharsets.UTF_8.decode(packet.data()).toString();
  }
}
