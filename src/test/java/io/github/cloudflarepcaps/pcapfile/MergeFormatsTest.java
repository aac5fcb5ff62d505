package io.github.cloudflarepcaps.pcapfile;

import static io.github.cloudflarepcaps.Failing.failsWith;
import static io.github.cloudflarepcaps.pcapfile.GzipBytes.gzip;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parts of a merge may be pcap, pcapng, or either compressed; the result is classic pcap. */
class MergeFormatsTest {

  @TempDir private Path directory;

  @Test
  void pcapngAndCompressedPartsAreMergedByTime() throws IOException {
    Path classic = write("a.pcap", PcapBytes.ethernet().packet(2, 0, "two").bytes());
    Path pcapng = write("b.pcapng", PcapngBytes.ethernet().enhanced(0, 1_000_000, "one").bytes());
    Path packed = write("c.pcap.gz", gzip(PcapBytes.ethernet().packet(3, 0, "three").bytes()));
    Path both =
        write("d.pcapng.gz", gzip(PcapngBytes.ethernet().enhanced(0, 4_000_000, "four").bytes()));

    assertThat(merge(both, packed, classic, pcapng)).containsExactly("one", "two", "three", "four");
    assertThat(PcapFile.inspect(target()).format()).isEqualTo(PcapFile.Format.PCAP);
    assertThat(directory).isDirectoryNotContaining("glob:**/.pcap-*");
  }

  @Test
  void resolutionIsThatOfTheFinestInterface() throws IOException {
    PcapngBytes pcapng = PcapngBytes.ethernet().enhanced(0, 1_000_000, "micro");
    pcapng.link(1, 0, pcapng.resolution(9)).enhanced(1, 1_000_000_001, "nano");

    assertThat(merge(write("a", pcapng.bytes()))).containsExactly("micro", "nano");
    assertThat(PcapFile.inspect(target()).lastPacket())
        .hasToString("1970-01-01T00:00:01.000000001Z");
    assertThat(PcapFile.inspect(target()).snapLength()).isEqualTo(262_144);
  }

  @Test
  void packetWithoutATimeStaysAfterItsPredecessor() throws IOException {
    PcapngBytes pcapng = PcapngBytes.ethernet().enhanced(0, 2_000_000, "two").simple("after two");
    Path first = write("a", pcapng.enhanced(0, 4_000_000, "four").bytes());
    Path second = write("b", PcapBytes.ethernet().packet(1, 0, "one").packet(3, 0, "3").bytes());

    assertThat(merge(first, second)).containsExactly("one", "two", "after two", "3", "four");
  }

  @Test
  void interfacesWithoutPacketsMayHaveAnyLinkType() throws IOException {
    PcapngBytes pcapng = PcapngBytes.ethernet().link(101, 0).enhanced(0, 1, "ethernet");

    assertThat(merge(write("a", pcapng.bytes()))).containsExactly("ethernet");
  }

  @Test
  void packetsOfDifferentLinkTypesInOnePartAreRejectedByName() throws IOException {
    PcapngBytes pcapng = PcapngBytes.ethernet().link(101, 0);
    Path part = write("a", pcapng.enhanced(0, 1, "ethernet").enhanced(1, 1, "ip").bytes());

    assertThat(failsWith(IOException.class, () -> merge(part)))
        .hasMessage(
            "captures of different link types cannot be merged: "
                + (part + " has 1 (Ethernet), " + part + " has 101 (raw IP)"));
    assertThat(directory).isDirectoryNotContaining("glob:**/.pcap-*");
  }

  @ParameterizedTest
  @ValueSource(ints = {12, 14, 101})
  void linkTypesOfRawIpAreEqual(int linkType) throws IOException {
    Path one = write("one", raw(linkType).packet(1, 0, "one").bytes());
    Path two = write("two", raw(101).packet(2, 0, "two").bytes());

    assertThat(merge(one, two)).containsExactly("one", "two");
    assertThat(PcapFile.inspect(target()).linkType()).isEqualTo(101);
  }

  private static PcapBytes raw(int linkType) {
    return PcapBytes.with(ByteOrder.LITTLE_ENDIAN, PcapBytes.MICROSECONDS, 0, linkType);
  }

  @Test
  void partAfter2106IsRejectedAsDamaged() throws IOException {
    byte[] carried = PcapBytes.ethernet().packet(0xffff_ffffL, 1_000_000, "late").bytes();
    Path part = write("late", carried);

    assertThat(failsWith(NotPcapException.class, () -> merge(part)))
        .hasMessage(
            part
                + " is damaged at byte 24: a packet at second 4294967296, outside classic pcap's"
                + " 1970 to 2106");
  }

  @Test
  void hundredsOfCompressedPartsAreMergedWithFewFilesOpen() throws IOException {
    List<Path> parts = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      PcapBytes pcap = PcapBytes.ethernet().packet(i, 0, "packet " + i);
      parts.add(write("part" + i, gzip(pcap.bytes())));
      expected.add("packet " + i);
    }

    assertThat(merge(parts.toArray(Path[]::new))).isEqualTo(expected);
    assertThat(directory).isDirectoryNotContaining("glob:**/.pcap-*");
  }

  @Test
  void partsWithoutAnyInterfaceMakeAnEmptyFile() throws IOException {
    Path part = write("empty", new PcapngBytes().section(ByteOrder.BIG_ENDIAN).bytes());

    assertThat(merge(part)).isEmpty();
  }

  private List<String> merge(Path... parts) throws IOException {
    PcapFile merged = PcapMerger.merge(List.of(parts), target());
    assertThat(merged).isEqualTo(PcapFile.inspect(target()));
    try (PcapReader reader = PcapReader.open(target())) {
      return reader
          .packets()
          .map(packet -> StandardCharsets.UTF_8.decode(packet.data()).toString())
          .toList();
    }
  }

  private Path target() {
    return directory.resolve("merged.pcap");
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(directory.resolve(name), bytes);
  }
}
