package io.github.cloudflarepcaps.pcapfile;

import static io.github.cloudflarepcaps.Failing.failsWith;
import static io.github.cloudflarepcaps.internal.file.BusyFiles.busy;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The writer writes packets as classic pcap, completely or not at all. */
class PcapWriterTest {

  private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.123456789Z");

  @TempDir private Path directory;

  @Test
  void writtenPacketsAreReadUnchanged() throws IOException {
    List<Packet> packets = List.of(packet("one"), packet("two"));
    try (PcapWriter writer = PcapWriter.create(target(), 1)) {
      writer.writeAll(packets.stream());
      assertThat(writer.packets()).isEqualTo(2);
      writer.finish();
    }

    try (PcapReader reader = PcapReader.open(target())) {
      assertThat(reader.nanoseconds()).isTrue();
      assertThat(reader.snapLength()).isEqualTo(262_144);
      assertThat(reader.packets()).containsExactlyElementsOf(packets);
    }
  }

  @Test
  void copyIsEqualToTheOriginalByteForByte() throws IOException {
    PcapBytes original =
        PcapBytes.with(ByteOrder.LITTLE_ENDIAN, PcapBytes.MICROSECONDS, 160, 101)
            .packet(1, 999_999, "one")
            .record(2, 0, 3, 0xffff_ffffL, "two".getBytes(StandardCharsets.UTF_8));
    try (PcapReader reader = PcapReader.read(new ByteArrayInputStream(original.bytes()));
        PcapWriter writer = PcapWriter.create(target(), reader)) {
      writer.writeAll(reader.packets());
      writer.finish();
    }
    assertThat(target()).hasBinaryContent(original.bytes());
  }

  @Test
  void nanosecondsAreDroppedInAMicrosecondFile() throws IOException {
    try (PcapReader like = reader(PcapBytes.ethernet());
        PcapWriter writer = PcapWriter.create(target(), like)) {
      writer.write(packet("one"));
      writer.finish();
    }
    assertThat(PcapFile.inspect(target()).firstPacket())
        .isEqualTo(Instant.parse("2026-01-02T03:04:05.123456Z"));
  }

  @Test
  void rawIpIsWrittenAs101() throws IOException {
    try (PcapWriter writer = PcapWriter.create(target(), 12)) {
      writer.write(new Packet(TIME, 0, 14, ByteBuffer.allocate(0)));
      writer.write(new Packet(TIME, 0, 101, ByteBuffer.allocate(0)));
      writer.finish();
    }
    assertThat(PcapFile.inspect(target()).linkType()).isEqualTo(101);
  }

  @Test
  void packetsLargerThanTheBufferAreComplete() throws IOException {
    byte[] large = new byte[262_144];
    large[262_143] = 7;
    Packet packet = new Packet(TIME, large.length, 1, ByteBuffer.wrap(large));
    try (PcapWriter writer = PcapWriter.create(target(), 1)) {
      writer.writeAll(Stream.generate(() -> packet).limit(40));
      writer.finish();
    }
    try (PcapReader reader = PcapReader.open(target())) {
      assertThat(reader.packets()).hasSize(40).allMatch(packet::equals);
    }
  }

  @Test
  void targetKeepsItsContentUntilFinish() throws IOException {
    Files.writeString(target(), "old");
    try (PcapWriter writer = PcapWriter.create(target(), 1)) {
      writer.write(packet("one"));
      assertThat(target()).hasContent("old");
    }
    assertThat(target()).hasContent("old");
    assertNothingElse();
  }

  @Test
  void exceptionOfTheStreamOfPacketsPropagatesAndTheTargetStays() throws IOException {
    Files.writeString(target(), "old");
    byte[] bytes = PcapBytes.ethernet().packet(1, 0, "one").record(2, 0, 9, 9, new byte[1]).bytes();
    try (PcapReader reader = PcapReader.read(new ByteArrayInputStream(bytes));
        PcapWriter writer = PcapWriter.create(target(), reader)) {
      failsWith(UncheckedIOException.class, () -> writer.writeAll(reader.packets()));
      assertThat(writer.packets()).isEqualTo(1);
    }
    assertThat(target()).hasContent("old");
    assertNothingElse();
  }

  @Test
  void targetThatCannotBeReplacedLeavesTheFinishedFile() throws IOException {
    Files.writeString(target(), "old");
    FileSystemException e;
    try (PcapWriter writer = PcapWriter.create(busy(target()), 1)) {
      writer.write(packet("one"));
      e = failsWith(FileSystemException.class, writer::finish);
    }
    assertThat(PcapFile.inspect(Path.of(e.getOtherFile())).packets()).isEqualTo(1);
    assertThat(target()).hasContent("old");
  }

  @Test
  void streamIsFlushedButNeverClosed() throws IOException {
    Watched out = new Watched();
    try (PcapWriter writer = PcapWriter.to(out, 1)) {
      writer.write(packet("one"));
      writer.finish();
      assertThat(out.flushed).isTrue();
    }
    assertThat(out.closed).isFalse();
    assertThat(reader(out.toByteArray()).packets()).containsExactly(packet("one"));
  }

  @Test
  void otherLinkTypeIsRejectedAndTheWriterStaysUsable() throws IOException {
    try (PcapWriter writer = PcapWriter.create(target(), 101)) {
      assertThat(failsWith(IllegalArgumentException.class, () -> writer.write(packet("one"))))
          .hasMessage("linkType of the packet is 1 (Ethernet), that of the file 101 (raw IP)");
      writer.finish();
    }
    assertThat(PcapFile.inspect(target()).packets()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1969-12-31T23:59:59Z", "2106-02-07T06:28:16Z"})
  void timeOutsideClassicPcapIsRejected(String time) throws IOException {
    Packet packet = new Packet(Instant.parse(time), 0, 1, ByteBuffer.allocate(0));
    try (PcapWriter writer = PcapWriter.create(target(), 1)) {
      assertThat(failsWith(IllegalArgumentException.class, () -> writer.write(packet)))
          .hasMessage(
              "time " + time + " of the packet is not within 1970-01-01 to 2106-02-07T06:28:15Z");
    }
  }

  @Test
  void dataLargerThanAnyPacketIsRejected() throws IOException {
    Packet packet = new Packet(TIME, 0, 1, ByteBuffer.allocate(262_145));
    try (PcapWriter writer = PcapWriter.create(target(), 1)) {
      assertThat(failsWith(IllegalArgumentException.class, () -> writer.write(packet)))
          .hasMessage("data of the packet has 262145 bytes, more than 262144");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 65_536})
  void linkTypeOutsideSixteenBitsIsRejected(int linkType) {
    assertThat(
            failsWith(IllegalArgumentException.class, () -> PcapWriter.create(target(), linkType)))
        .hasMessage("linkType " + linkType + " is not within 0 to 65535");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void readerWithoutALinkTypeIsRejected() throws IOException {
    PcapReader like = reader(new PcapngBytes().section(ByteOrder.BIG_ENDIAN).bytes());

    assertThat(failsWith(IllegalArgumentException.class, () -> PcapWriter.create(target(), like)))
        .hasMessage("like has no link type: its capture has no interface");
  }

  @Test
  void afterFinishOrCloseNothingCanBeWritten() throws IOException {
    PcapWriter finished = PcapWriter.create(target(), 1);
    finished.finish();
    PcapWriter closed = PcapWriter.create(target(), 1);
    closed.close();
    closed.close();

    for (PcapWriter writer : List.of(finished, closed)) {
      failsWith(IllegalStateException.class, () -> writer.write(packet("late")));
      failsWith(IllegalStateException.class, () -> writer.writeAll(Stream.of()));
      failsWith(IllegalStateException.class, writer::finish);
    }
    finished.close();
    assertThat(PcapFile.inspect(target()).packets()).isZero();
  }

  @Test
  void afterAFailedWriteFinishFails() throws IOException {
    IOException full = new IOException("disk full");
    OutputStream out =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw full;
          }
        };
    Packet large = new Packet(TIME, 0, 1, ByteBuffer.allocate(100_000));
    PcapWriter writer = PcapWriter.to(out, 1);

    assertThat(failsWith(IOException.class, () -> writer.write(large))).isSameAs(full);
    assertThat(failsWith(IOException.class, writer::finish))
        .hasMessage("an earlier write failed: disk full")
        .hasCause(full);
  }

  private static Packet packet(String data) {
    return new Packet(TIME, 1500, 1, StandardCharsets.UTF_8.encode(data));
  }

  private static PcapReader reader(PcapBytes pcap) throws IOException {
    return reader(pcap.bytes());
  }

  private static PcapReader reader(byte[] bytes) throws IOException {
    return PcapReader.read(new ByteArrayInputStream(bytes));
  }

  private Path target() {
    return directory.resolve("out.pcap");
  }

  private void assertNothingElse() {
    assertThat(directory).isDirectoryNotContaining(each -> !each.equals(target()));
  }

  private static final class Watched extends ByteArrayOutputStream {
    private boolean flushed;
    private boolean closed;

    @Override
    public void flush() {
      flushed = true;
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
