package io.github.cloudflarepcaps.pcapfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The reader returns the packets of a classic pcap file or stream one by one. */
class PcapReaderTest {

  @TempDir Path directory;

  @Test
  void packetsAreReturnedInTheOrderOfTheFile() throws IOException {
    Path file =
        PcapBytes.ethernet()
            .packet(9, 1, "first")
            .record(5, 2, 6, 1500, "second".getBytes(StandardCharsets.UTF_8))
            .writeTo(directory.resolve("file.pcap"));

    try (PcapReader reader = PcapReader.open(file)) {
      assertThat(reader.linkType()).isEqualTo(1);
      assertThat(reader.snapLength()).isEqualTo(65_535);
      assertThat(reader.next()).isEqualTo(packet("1970-01-01T00:00:09.000001Z", 5, "first"));
      assertThat(reader.next()).isEqualTo(packet("1970-01-01T00:00:05.000002Z", 1500, "second"));
      assertThat(reader.hasNext()).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({"true, true", "true, false", "false, true", "false, false"})
  void bothByteOrdersAndResolutionsAreRead(boolean big, boolean nanoseconds) throws IOException {
    ByteOrder order = big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    int magic = nanoseconds ? PcapBytes.NANOSECONDS : PcapBytes.MICROSECONDS;

    Packet found = reader(PcapBytes.with(order, magic, 160, 101).packet(5, 7, "data")).next();

    assertThat(found.time()).isEqualTo(Instant.ofEpochSecond(5, nanoseconds ? 7 : 7_000));
    assertThat(text(found)).isEqualTo("data");
  }

  @Test
  void packetsLargerThanTheBufferAreComplete() throws IOException {
    byte[] large = new byte[262_144];
    Arrays.fill(large, (byte) 7);
    PcapBytes pcap = PcapBytes.ethernet();
    for (int i = 0; i < 20; i++) {
      pcap.packet(i, 0, "small " + i).packet(i, 1, large);
    }
    PcapReader reader = reader(pcap);

    for (int i = 0; i < 20; i++) {
      assertThat(text(reader.next())).isEqualTo("small " + i);
      byte[] found = new byte[262_144];
      reader.next().data().get(found);
      assertThat(found).isEqualTo(large);
    }
    assertThat(reader.hasNext()).isFalse();
  }

  @Test
  void readingLeavesEarlierPacketsUnchanged() throws IOException {
    PcapReader reader = reader(PcapBytes.ethernet().packet(1, 0, "one").packet(2, 0, "two"));

    Packet first = reader.next();
    reader.next();

    assertThat(text(first)).isEqualTo("one");
    assertThat(first.data().isReadOnly()).isTrue();
  }

  @Test
  void livePacketIsReturnedBeforeTheNextArrives() throws IOException {
    byte[] bytes = PcapBytes.ethernet().packet(1, 0, "one").bytes();
    InputStream live = new SequenceInputStream(new ByteArrayInputStream(bytes), new Unreadable());

    assertThat(text(PcapReader.read(live).next())).isEqualTo("one");
  }

  @Test
  void streamOfSingleBytesIsRead() throws IOException {
    byte[] bytes = PcapBytes.ethernet().packet(1, 0, "one").packet(2, 0, "two").bytes();

    try (Stream<Packet> packets = PcapReader.read(new Trickle(bytes)).packets()) {
      assertThat(packets.map(PcapReaderTest::text)).containsExactly("one", "two");
    }
  }

  @Test
  void endInsideAPacketIsAnErrorAfterTheCompleteOnes() throws IOException {
    byte[] complete = PcapBytes.ethernet().packet(1, 0, "one").packet(2, 0, "two").bytes();
    for (int length = 44; length < complete.length; length++) {
      PcapReader reader =
          PcapReader.read(new ByteArrayInputStream(Arrays.copyOf(complete, length)));

      assertThat(text(reader.next())).isEqualTo("one");
      assertThat(reader.hasNext()).isTrue();
      assertThatThrownBy(reader::next)
          .isInstanceOf(UncheckedIOException.class)
          .hasCauseInstanceOf(EOFException.class)
          .hasMessageContaining("the stream is truncated: it ends inside the record at byte 43");
      assertThat(reader.hasNext()).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({"262145", "2147483648", "4294967295"})
  void impossibleLengthIsRejectedBeforeMemoryIsAllocated(long captured) throws IOException {
    PcapReader reader =
        reader(PcapBytes.ethernet().packet(1, 0, "one").record(2, 0, captured, 9, new byte[9]));
    reader.next();

    assertThatThrownBy(reader::next)
        .isInstanceOf(UncheckedIOException.class)
        .hasCauseInstanceOf(NotPcapException.class)
        .hasMessageContaining("the stream is damaged at byte 43: a record of " + captured);
    assertThat(reader.hasNext()).isFalse();
  }

  @Test
  void readingPastTheEndIsRejected() throws IOException {
    PcapReader reader = reader(PcapBytes.ethernet());

    assertThatThrownBy(reader::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void failuresOfTheStreamAreThrownByHasNextAndNext() throws IOException {
    byte[] bytes = PcapBytes.ethernet().bytes();
    PcapReader reader =
        PcapReader.read(new SequenceInputStream(new ByteArrayInputStream(bytes), new Unreadable()));

    assertThatThrownBy(reader::next)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("unreadable");
    assertThat(reader.hasNext()).isFalse();
  }

  @Test
  void fileThatIsNotPcapIsRejectedByName() throws IOException {
    Path page = Files.writeString(directory.resolve("page.pcap"), "<html>");

    assertThatThrownBy(() -> PcapReader.open(page))
        .isInstanceOf(NotPcapException.class)
        .hasMessage(page + " is not a capture file: it looks like HTML: \"<html>\"");
  }

  @Test
  void closingTheReaderOrItsPacketsClosesTheStream() throws IOException {
    AtomicBoolean closed = new AtomicBoolean();
    InputStream stream =
        new FilterInputStream(new ByteArrayInputStream(PcapBytes.ethernet().bytes())) {
          @Override
          public void close() {
            closed.set(true);
          }
        };
    PcapReader reader = PcapReader.read(stream);

    reader.packets().close();

    assertThat(closed).isTrue();
  }

  private static PcapReader reader(PcapBytes pcap) throws IOException {
    return PcapReader.read(new ByteArrayInputStream(pcap.bytes()));
  }

  private static Packet packet(String time, long originalLength, String data) {
    return new Packet(Instant.parse(time), originalLength, 1, StandardCharsets.UTF_8.encode(data));
  }

  private static String text(Packet packet) {
    return StandardCharsets.UTF_8.decode(packet.data()).toString();
  }

  /** A stream that returns a byte at a time. */
  private static final class Trickle extends FilterInputStream {
    Trickle(byte[] bytes) {
      super(new ByteArrayInputStream(bytes));
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      return super.read(into, offset, Math.min(length, 1));
    }
  }
}
