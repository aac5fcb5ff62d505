package io.github.cloudflarepcaps.pcapfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A scan passes each packet of a file to a visitor without copying it. */
class ScanTest {

  @TempDir Path directory;

  @Test
  void everyPacketOfAClassicFileIsShown() throws IOException {
    Path file =
        PcapBytes.ethernet()
            .packet(5, 7, "one")
            .record(6, 0, 3, 1500, "two".getBytes(StandardCharsets.UTF_8))
            .writeTo(directory.resolve("file.pcap"));

    assertThat(seen(file)).containsExactly("5.7000 3 1 one", "6.0 1500 1 two");
  }

  @Test
  void packetsOfPcapngHaveTheLinkTypeAndClockOfTheirInterface() throws IOException {
    PcapngBytes pcapng = new PcapngBytes().section(ByteOrder.BIG_ENDIAN);
    pcapng.link(1, 0).link(101, 0, pcapng.resolution(9));
    pcapng.enhanced(0, 1_000_001, "eth").enhanced(1, 1_000_000_002L, "ip").simple("timeless");

    assertThat(seen(write(pcapng.bytes())))
        .containsExactly("1.1000 3 1 eth", "1.2 2 101 ip", "0.0 8 1 timeless");
  }

  @Test
  void resultIsThatOfInspect() throws IOException {
    Path file = write(PcapBytes.ethernet().packet(2, 0, "two").packet(1, 0, "one").bytes());

    PcapFile found = PcapFile.scan(file, (second, nano, original, linkType, data) -> {});

    assertThat(found).isEqualTo(PcapFile.inspect(file));
    assertThat(found.wireBytes()).isEqualTo(6);
    assertThat(found.inTimeOrder()).isFalse();
  }

  @Test
  void completePacketsOfATruncatedFileAreShown() throws IOException {
    byte[] complete = PcapBytes.ethernet().packet(1, 0, "one").packet(2, 0, "two").bytes();

    assertThat(seen(write(Arrays.copyOf(complete, complete.length - 1))))
        .containsExactly("1.0 3 1 one");
  }

  @Test
  void bytesAreReadOnlyAndBigEndianWhateverTheVisitorDid() throws IOException {
    Path file = write(PcapBytes.ethernet().packet(1, 0, "one").packet(2, 0, "two").bytes());

    PcapFile.scan(
        file,
        (second, nano, original, linkType, data) -> {
          assertThat(data.isReadOnly()).isTrue();
          assertThat(data.order()).isEqualTo(ByteOrder.BIG_ENDIAN);
          assertThat(data.remaining()).isEqualTo(3);
          data.clear().order(ByteOrder.LITTLE_ENDIAN);
        });
  }

  @Test
  void exceptionOfTheVisitorPropagatesUnchanged() throws IOException {
    Path file = write(PcapBytes.ethernet().packet(1, 0, "one").bytes());
    IllegalStateException thrown = new IllegalStateException("enough");

    assertThatThrownBy(
            () ->
                PcapFile.scan(
                    file,
                    (second, nano, original, linkType, data) -> {
                      throw thrown;
                    }))
        .isSameAs(thrown);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void noObjectIsAllocatedForAPacket(boolean pcapng) throws IOException {
    Path few = write(pcapng ? pcapng(10_000) : pcap(10_000));
    Path many = Files.write(directory.resolve("many"), pcapng ? pcapng(60_000) : pcap(60_000));
    bytesAllocatedFor(many);

    long more = bytesAllocatedFor(many) - bytesAllocatedFor(few);

    assertThat(more).isLessThan(2 * 50_000);
  }

  private static byte[] pcap(int packets) {
    PcapBytes pcap = PcapBytes.ethernet();
    for (int i = 0; i < packets; i++) {
      pcap.packet(i, 0, "packet");
    }
    return pcap.bytes();
  }

  private static byte[] pcapng(int packets) {
    PcapngBytes pcapng = PcapngBytes.ethernet();
    for (int i = 0; i < packets; i++) {
      pcapng.enhanced(0, i, "packet");
    }
    return pcapng.bytes();
  }

  private static long bytesAllocatedFor(Path file) throws IOException {
    var thread = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = thread.getThreadAllocatedBytes(Thread.currentThread().getId());
    PcapFile.scan(file, (second, nano, original, linkType, data) -> data.get(data.position()));
    return thread.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
  }

  private static List<String> seen(Path file) throws IOException {
    List<String> seen = new ArrayList<>();
    PcapFile.scan(
        file,
        (second, nano, original, linkType, data) ->
            seen.add("%d.%d %d %d %s".formatted(second, nano, original, linkType, text(data))));
    return seen;
  }

  private static String text(ByteBuffer data) {
    return StandardCharsets.UTF_8.decode(data).toString();
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(directory.resolve("file"), bytes);
  }
}
