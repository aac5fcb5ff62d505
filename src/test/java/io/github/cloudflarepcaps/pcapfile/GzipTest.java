package io.github.cloudflarepcaps.pcapfile;

import static io.github.cloudflarepcaps.Failing.failsWith;
import static io.github.cloudflarepcaps.pcapfile.GzipBytes.gzip;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Captures compressed with gzip are read like uncompressed ones. */
class GzipTest {

  private static final byte[] PCAP =
      PcapBytes.ethernet().packet(1, 0, "one").packet(2, 0, "two").bytes();

  @TempDir private Path directory;

  @Test
  void inspectReportsTheContentAndTheLengthOfTheFile() throws IOException {
    Path plain = Files.write(directory.resolve("a.pcap"), PCAP);
    Path packed = Files.write(directory.resolve("a.pcap.gz"), gzip(PCAP));

    PcapFile found = PcapFile.inspect(packed);

    assertThat(found.bytes()).isEqualTo(Files.size(packed));
    assertThat(found)
        .usingRecursiveComparison()
        .ignoringFields("path", "bytes")
        .isEqualTo(PcapFile.inspect(plain));
  }

  @Test
  void packetsOfBothFormatsAreRead() throws IOException {
    byte[] pcapng = PcapngBytes.ethernet().enhanced(0, 1, "one").simple("two").bytes();

    assertThat(packets(stream(gzip(PCAP)))).containsExactly("one", "two");
    assertThat(packets(stream(gzip(pcapng)))).containsExactly("one", "two");
  }

  @Test
  void allMembersAreReadWhateverTheStreamReportsAsAvailable() throws IOException {
    byte[] packed = gzip(Arrays.copyOf(PCAP, 30), Arrays.copyOfRange(PCAP, 30, PCAP.length));
    InputStream trickling =
        new FilterInputStream(stream(packed)) {
          @Override
          public int read(byte[] into, int offset, int length) throws IOException {
            return super.read(into, offset, Math.min(length, 1));
          }

          @Override
          public int available() {
            return 0;
          }
        };

    assertThat(packets(trickling)).containsExactly("one", "two");
  }

  @Test
  void livePacketIsReturnedBeforeTheNextArrives() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    GZIPOutputStream gzip = new GZIPOutputStream(out, 512, true);
    gzip.write(PCAP, 0, 24 + 19);
    gzip.flush();
    InputStream live = new SequenceInputStream(stream(out.toByteArray()), new Unreadable());

    assertThat(text(PcapReader.read(live).next())).isEqualTo("one");
  }

  @Test
  void zerosAfterTheLastMemberArePadding() throws IOException {
    byte[] packed = gzip(PCAP);

    assertThat(packets(stream(Arrays.copyOf(packed, packed.length + 512)))).hasSize(2);
  }

  @Test
  void otherBytesAfterTheLastMemberAreDamage() throws IOException {
    byte[] packed = gzip(PCAP);
    byte[] more = Arrays.copyOf(packed, packed.length + 3);
    more[more.length - 1] = 'x';

    assertThat(failure(stream(more)))
        .isInstanceOf(NotPcapException.class)
        .hasMessageContaining("bytes that are not gzip follow");
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 1})
  void wrongChecksumOrLengthIsDamage(int fromEnd) throws IOException {
    byte[] packed = gzip(PCAP);
    packed[packed.length - fromEnd]++;
    Path file = Files.write(directory.resolve("a.pcap.gz"), packed);

    assertThat(failsWith(NotPcapException.class, () -> PcapFile.inspect(file)))
        .hasMessageStartingWith(file + " is damaged at byte " + (packed.length - fromEnd / 5 * 4))
        .hasMessageEndingWith("of its gzip data is wrong");
    assertThat(failure(stream(packed))).isInstanceOf(NotPcapException.class);
  }

  @Test
  void impossibleRecordIsReportedWithItsPositionInTheContent() throws IOException {
    byte[] damaged = PcapBytes.ethernet().record(1, 0, 262_145, 1, new byte[0]).bytes();

    assertThat(failure(stream(gzip(damaged))))
        .hasMessageStartingWith("the stream is damaged at byte 24 of its unpacked content: ");
  }

  @Test
  void earlyEndIsTruncationAfterTheCompletePackets() throws IOException {
    byte[] packed = gzip(PCAP);
    for (int length = 2; length < packed.length; length++) {
      Path file = Files.write(directory.resolve("a.gz"), Arrays.copyOf(packed, length));

      assertThat(truncated(file)).as("at %d", length).isTrue();
    }
    assertThat(failure(stream(Arrays.copyOf(packed, packed.length - 1))))
        .isInstanceOf(EOFException.class)
        .hasMessageContaining("the stream is truncated");
  }

  /** Without a complete file header it is not a capture. */
  private static boolean truncated(Path file) throws IOException {
    try {
      return PcapFile.inspect(file).truncated();
    } catch (NotPcapException e) {
      return e.getMessage().contains("ends inside its file");
    }
  }

  @Test
  void gzipInsideGzipIsRejected() {
    assertThat(failsWith(NotPcapException.class, () -> PcapReader.read(stream(gzip(gzip(PCAP))))))
        .hasMessageEndingWith("it is compressed with gzip twice: unpack it first");
  }

  @Test
  void optionalHeaderFieldsAreRead() throws IOException {
    byte[] packed = gzip(PCAP);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] header = packed.clone();
    header[3] = 1 << 2 | 1 << 3 | 1 << 4;
    out.write(header, 0, 10);
    out.writeBytes(new byte[] {2, 0, 'e', 'x', 'n', 0, 'c', 0});
    out.write(packed, 10, packed.length - 10);

    assertThat(packets(stream(out.toByteArray()))).containsExactly("one", "two");
  }

  @Test
  void mutatedGzipEndsInAnIOException() throws IOException {
    Random random = new Random(1);
    byte[] packed = gzip(PCAP, new byte[0]);
    for (int i = 0; i < 5_000; i++) {
      byte[] mutant = packed.clone();
      mutant[2 + random.nextInt(mutant.length - 2)] = (byte) random.nextInt();
      try {
        packets(stream(mutant));
      } catch (IOException | UncheckedIOException documented) {
        assertThat(documented.getMessage()).contains("the stream ");
      }
    }
  }

  @Test
  void largeFileOfZerosIsReadInConstantMemory() throws IOException {
    PcapBytes pcap = PcapBytes.ethernet();
    byte[] zeros = new byte[200_000];
    for (int i = 0; i < 100; i++) {
      pcap.packet(i, 0, zeros);
    }
    Path file = Files.write(directory.resolve("zeros.pcap.gz"), gzip(pcap.bytes()));

    assertThat(Files.size(file)).isLessThan(50_000);
    assertThat(PcapFile.inspect(file).packets()).isEqualTo(100);
  }

  private static IOException failure(InputStream stream) throws IOException {
    try {
      PcapReader reader = PcapReader.read(stream);
      return failsWith(UncheckedIOException.class, () -> reader.packets().toList()).getCause();
    } catch (NotPcapException e) {
      return e;
    }
  }

  private static List<String> packets(InputStream stream) throws IOException {
    try (PcapReader reader = PcapReader.read(stream)) {
      return reader.packets().map(GzipTest::text).toList();
    }
  }

  private static InputStream stream(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }

  private static String text(Packet packet) {
    return StandardCharsets.UTF_8.decode(packet.data()).toString();
  }
}
