package io.github.cloudflarepcaps.pcapfile;

import static io.github.cloudflarepcaps.Failing.failsWith;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Several readers are read as one, in the order of time. */
class MergedReaderTest {

  @Test
  void packetsAreSortedByTimeAndTiesByReader() throws IOException {
    byte[] one = PcapBytes.ethernet().packet(1, 0, "1a").packet(3, 0, "3a").bytes();
    byte[] two = PcapBytes.ethernet().packet(1, 0, "1b").packet(2, 0, "2b").bytes();

    assertThat(texts(merged(one, two))).containsExactly("1a", "1b", "2b", "3a");
    assertThat(texts(merged(two, one))).containsExactly("1b", "1a", "2b", "3a");
  }

  @Test
  void packetWithoutATimeStaysAfterItsPredecessor() throws IOException {
    byte[] pcapng =
        PcapngBytes.ethernet().enhanced(0, 2_000_000, "two").simple("after two").bytes();
    byte[] classic = PcapBytes.ethernet().packet(1, 0, "one").packet(3, 0, "three").bytes();

    assertThat(texts(merged(pcapng, classic))).containsExactly("one", "two", "after two", "three");
  }

  @Test
  void snapLengthAndResolutionAreTheLargestAndTheFinest() throws IOException {
    byte[] micro = PcapBytes.with(ByteOrder.BIG_ENDIAN, PcapBytes.MICROSECONDS, 1500, 1).bytes();
    byte[] nano = PcapBytes.with(ByteOrder.BIG_ENDIAN, PcapBytes.NANOSECONDS, 160, 1).bytes();

    PcapReader merged = merged(micro, nano);

    assertThat(merged.snapLength()).isEqualTo(1500);
    assertThat(merged.nanoseconds()).isTrue();
    assertThat(merged.linkType()).isEqualTo(1);
    assertThat(merged.format()).isEqualTo(PcapFile.Format.PCAP);
  }

  @Test
  void linkTypesOfRawIpAreEqual() throws IOException {
    PcapReader merged = merged(raw(12).packet(1, 0, "a").bytes(), raw(101).bytes());

    assertThat(merged.linkType()).isEqualTo(101);
    assertThat(merged.next().linkType()).isEqualTo(101);
  }

  @Test
  void differentLinkTypesAreRejectedAndTheReadersClosed() {
    AtomicInteger closed = new AtomicInteger();

    assertThat(
            failsWith(
                IOException.class,
                () ->
                    PcapReader.merged(
                        List.of(
                            PcapReader.read(new Closing(raw(1).bytes(), closed)),
                            PcapReader.read(new Closing(raw(101).bytes(), closed))))))
        .hasMessageContaining("different link types cannot be merged")
        .hasMessageContaining("1 (Ethernet)")
        .hasMessageContaining("101 (raw IP)");
    assertThat(closed).hasValue(2);
  }

  @Test
  void packetsOfAnotherLinkTypeAreRejectedWhenTheyAreRead() throws IOException {
    PcapngBytes pcapng = PcapngBytes.ethernet().link(101, 0).enhanced(0, 1, "ethernet");
    PcapReader merged = merged(pcapng.enhanced(1, 2, "ip").bytes());

    assertThat(text(merged.next())).isEqualTo("ethernet");
    assertThat(failsWith(UncheckedIOException.class, merged::next))
        .hasMessageContaining("different link types");
  }

  @Test
  void truncatedReaderEndsAll() throws IOException {
    byte[] complete = PcapBytes.ethernet().packet(1, 0, "one").packet(3, 0, "lost").bytes();
    byte[] other = PcapBytes.ethernet().packet(2, 0, "two").bytes();
    PcapReader merged = merged(Arrays.copyOf(complete, complete.length - 1), other);

    assertThat(text(merged.next())).isEqualTo("one");
    assertThat(failsWith(UncheckedIOException.class, merged::next))
        .hasCauseInstanceOf(EOFException.class);
    assertThat(merged.hasNext()).isFalse();
  }

  @Test
  void closeClosesAllReaders() throws IOException {
    AtomicInteger closed = new AtomicInteger();
    PcapReader merged =
        PcapReader.merged(
            List.of(
                PcapReader.read(new Closing(raw(1).bytes(), closed)),
                PcapReader.read(new Closing(raw(1).bytes(), closed))));

    merged.close();

    assertThat(closed).hasValue(2);
    failsWith(IllegalStateException.class, merged::hasNext);
  }

  @Test
  void nothingToMergeIsRejected() {
    assertThat(failsWith(IllegalArgumentException.class, () -> PcapReader.merged(List.of())))
        .hasMessageStartingWith("readers is empty");
  }

  private static PcapBytes raw(int linkType) {
    return PcapBytes.with(ByteOrder.LITTLE_ENDIAN, PcapBytes.MICROSECONDS, 0, linkType);
  }

  private static PcapReader merged(byte[]... captures) throws IOException {
    PcapReader[] readers = new PcapReader[captures.length];
    for (int i = 0; i < readers.length; i++) {
      readers[i] = PcapReader.read(new ByteArrayInputStream(captures[i]));
    }
    return PcapReader.merged(List.of(readers));
  }

  private static List<String> texts(PcapReader reader) {
    return reader.packets().map(MergedReaderTest::text).toList();
  }

  private static String text(Packet packet) {
    return StandardCharsets.UTF_8.decode(packet.data()).toString();
  }

  /** Counts that it was closed. */
  private static final class Closing extends InputStream {
    private final InputStream in;
    private final AtomicInteger closed;

    Closing(byte[] bytes, AtomicInteger closed) {
      this.in = new ByteArrayInputStream(bytes);
      this.closed = closed;
    }

    @Override
    public int read() throws IOException {
      return in.read();
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      return in.read(into, offset, length);
    }

    @Override
    public void close() {
      closed.incrementAndGet();
    }
  }
}
