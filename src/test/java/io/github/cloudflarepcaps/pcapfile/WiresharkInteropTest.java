package io.github.cloudflarepcaps.pcapfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wireshark's own tools find the same in capture files. */
@Tag("interop")
class WiresharkInteropTest {

  private static final int SETS = 100;

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void capinfosAgreesOnPcap(int seed) throws Exception {
    Random random = new Random(seed);

    assertCapinfosAgrees(RandomCaptures.pcap(random, random.nextBoolean()).bytes());
  }

  static Stream<byte[]> pcapng() {
    PcapngBytes clocks = new PcapngBytes().section(ByteOrder.BIG_ENDIAN);
    clocks.link(1, 100, clocks.resolution(9)).link(1, 200, clocks.resolution(3), clocks.offset(60));
    clocks.enhanced(0, 1_700_000_000_123_456_789L, "packet").enhanced(1, 1_600_000_000_001L, "p");
    clocks.section(ByteOrder.LITTLE_ENDIAN).link(1, 0).enhanced(0, 1_800_000_000_000_001L, "more");
    PcapngBytes binaryClock = new PcapngBytes().section(ByteOrder.LITTLE_ENDIAN);
    binaryClock.link(1, 0, binaryClock.resolution(0x80 | 20)).enhanced(0, 3L << 19, "1.5 s");
    return Stream.of(
        PcapngBytes.ethernet().bytes(),
        PcapngBytes.ethernet().enhanced(0, 2_000_001, "b").enhanced(0, 1_000_001, "a").bytes(),
        PcapngBytes.ethernet().obsolete(0, 2_000_001, "obsolete").enhanced(0, 1, "new").bytes(),
        PcapngBytes.ethernet().enhanced(0, 5, "a").block(5, new byte[12]).bytes(),
        clocks.bytes(),
        binaryClock.bytes());
  }

  @ParameterizedTest
  @MethodSource("pcapng")
  void capinfosAgreesOnPcapng(byte[] pcapng) throws Exception {
    assertCapinfosAgrees(pcapng);
  }

  /** It shows no times at all once a packet has none. */
  @Test
  void capinfosCountsPacketsWithoutTimesToo() throws Exception {
    PcapngBytes pcapng = PcapngBytes.ethernet().enhanced(0, 5, "a").simple("b").simple("c");

    Path file = Files.write(directory.resolve("inspected"), pcapng.bytes());

    assertThat(capinfos(file)[1]).isEqualTo("" + PcapFile.inspect(file).packets());
  }

  @Test
  void capinfosCountsTheSamePacketsOfATruncatedFile() throws Exception {
    byte[] pcap = PcapBytes.ethernet().packet(1, 2, "one").packet(3, 4, "two").bytes();
    byte[] pcapng = PcapngBytes.ethernet().enhanced(0, 1, "one").enhanced(0, 2, "two").bytes();

    assertCapinfosAgrees(Arrays.copyOf(pcap, pcap.length - 1));
    assertCapinfosAgrees(Arrays.copyOf(pcap, pcap.length - 17));
    assertCapinfosAgrees(Arrays.copyOf(pcapng, pcapng.length - 1));
  }

  @ParameterizedTest
  @ValueSource(longs = {100_000, 134_348_832, 134_348_836, 0x7fff_fffcL})
  void capinfosTakesTheSameLengthsForDamage(long length) throws Exception {
    PcapngBytes pcapng = PcapngBytes.ethernet().enhanced(0, 5, "a");
    byte[] bytes = pcapng.block(5, length, new byte[12], length).bytes();
    Path file = Files.write(directory.resolve("long"), bytes);

    String complaint = complaint("capinfos -c " + file);

    assertThat(complaint.contains("cut short")).isEqualTo(isTruncated(file));
    assertThat(complaint.contains("damaged or corrupt")).isNotEqualTo(isTruncated(file));
  }

  private static boolean isTruncated(Path file) throws IOException {
    try {
      return PcapFile.inspect(file).truncated();
    } catch (NotPcapException damaged) {
      return false;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {11, 12, 13, 14, 15})
  void tsharkReadsThePacketsOfPcapThatTheReaderDoes(int seed) throws Exception {
    Random random = new Random(seed);

    assertTsharkAgrees(RandomCaptures.pcap(random, random.nextBoolean()).bytes());
  }

  @ParameterizedTest
  @ValueSource(ints = {21, 22, 23, 24, 25, 26, 27, 28, 29, 30})
  void tsharkReadsThePacketsOfPcapngThatTheReaderDoes(int seed) throws Exception {
    assertTsharkAgrees(RandomCaptures.pcapng(new Random(seed)).bytes());
  }

  @ParameterizedTest
  @ValueSource(ints = {31, 32, 33, 34})
  void tsharkReadsThePacketsOfGzipThatTheReaderDoes(int seed) throws Exception {
    Random random = new Random(seed);
    byte[] bytes =
        seed % 2 == 0
            ? RandomCaptures.pcap(random, true).bytes()
            : RandomCaptures.pcapng(random).bytes();
    int middle = random.nextInt(bytes.length);

    assertTsharkAgrees(
        GzipBytes.gzip(
            Arrays.copyOf(bytes, middle), Arrays.copyOfRange(bytes, middle, bytes.length)));
  }

  /** Times and lengths as tshark prints them, bytes as editcap converts them. */
  private void assertTsharkAgrees(byte[] bytes) throws Exception {
    Path file = Files.write(directory.resolve("file"), bytes);
    Path converted = directory.resolve("converted.pcap");
    String fields = " -T fields -e frame.time_epoch -e frame.len -e frame.cap_len";

    List<String> expected = run("tshark -n -r " + file + fields).lines().toList();
    run("editcap -F nsecpcap " + file + " " + converted);

    List<Packet> found = packets(file);
    assertThat(found.stream().map(WiresharkInteropTest::fields).toList()).isEqualTo(expected);
    assertThat(found).isEqualTo(packets(converted));
    assertThat(PcapFile.inspect(file).packets()).isEqualTo(expected.size());
  }

  @ParameterizedTest
  @ValueSource(ints = {41, 42, 43, 44, 45, 46})
  void mergecapMergesPcapngAndGzipTheSameWay(int seed) throws Exception {
    Random random = new Random(seed);
    List<Path> parts = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      byte[] bytes =
          random.nextBoolean()
              ? RandomCaptures.pcapng(random).bytes()
              : RandomCaptures.pcap(random, true).bytes();
      byte[] stored = random.nextBoolean() ? bytes : GzipBytes.gzip(bytes);
      parts.add(Files.write(directory.resolve("part" + i), stored));
    }
    // Of one resolution in all cases, so that the times can be compared.
    parts.add(RandomCaptures.pcap(random, true).writeTo(directory.resolve("nanoseconds")));
    Path ours = directory.resolve("ours.pcap");
    Path theirs = directory.resolve("theirs.pcap");

    PcapMerger.merge(parts, ours);
    Collections.reverse(parts);
    run("mergecap -F nsecpcap -w " + theirs + " " + joined(parts));

    assertThat(packets(ours)).isEqualTo(packets(theirs));
  }

  @Test
  void tsharkReadsWhatTheWriterWrites() throws Exception {
    Path written = directory.resolve("written.pcap");
    byte[] original = RandomCaptures.pcap(new Random(7), true).bytes();
    try (PcapReader reader = PcapReader.read(new ByteArrayInputStream(original));
        PcapWriter writer = PcapWriter.create(written, reader)) {
      writer.writeAll(reader.packets());
      writer.finish();
    }
    assertTsharkAgrees(Files.readAllBytes(written));
  }

  @Test
  void mergecapMergesAHundredRandomSetsTheSameWay() throws Exception {
    for (int set = 0; set < SETS; set++) {
      Random random = new Random(set);
      boolean nanoseconds = random.nextInt(4) == 0;
      List<Path> parts = randomParts(set, random, nanoseconds);
      Path ours = directory.resolve("ours.pcap");
      Path theirs = directory.resolve("theirs.pcap");

      PcapFile merged = PcapMerger.merge(parts, ours);
      // Of packets of one time mergecap takes that of the file it was given last.
      Collections.reverse(parts);
      String format = nanoseconds ? "nsecpcap" : "pcap";
      run("mergecap -F " + format + " -w " + theirs + " " + joined(parts));

      assertThat(packets(ours)).as("set %d", set).isEqualTo(packets(theirs));
      assertThat(merged.packets()).isEqualTo(PcapFile.inspect(theirs).packets());
      assertCapinfosAgrees(Files.readAllBytes(ours));
    }
  }

  private List<Path> randomParts(int set, Random random, boolean nanoseconds) {
    List<Path> parts = new ArrayList<>();
    for (int i = random.nextInt(8); i >= 0; i--) {
      // The last is of the resolution of the set, others of any up to it.
      boolean nano = nanoseconds && (i == 0 || random.nextBoolean());
      parts.add(
          RandomCaptures.pcap(random, nano).writeTo(directory.resolve("set" + set + "-" + i)));
    }
    return parts;
  }

  private void assertCapinfosAgrees(byte[] bytes) throws Exception {
    Path file = Files.write(directory.resolve("inspected"), bytes);

    PcapFile found = PcapFile.inspect(file);
    String[] expected = capinfos(file);

    assertThat(List.of(expected[1], expected[2]))
        .isEqualTo(List.of(Long.toString(found.packets()), Long.toString(found.bytes())));
    assertThat(found.firstPacket()).isEqualTo(instant(expected[3]));
    assertThat(found.lastPacket()).isEqualTo(instant(expected[4]));
  }

  /** Name, packets, bytes, first and last time. */
  private static String[] capinfos(Path file) throws Exception {
    return run("capinfos -T -r -c -s -a -e -S " + file).strip().split("\t", -1);
  }

  private static Instant instant(String seconds) {
    if (seconds.equals("n/a")) {
      return null;
    }
    String[] parts = seconds.split("\\.");
    String nanos = (parts[1] + "000000000").substring(0, 9);
    return Instant.ofEpochSecond(Long.parseLong(parts[0]), Long.parseLong(nanos));
  }

  private static String fields(Packet packet) {
    long seconds = packet.time().getEpochSecond();
    String time = "%d.%09d".formatted(seconds, packet.time().getNano());
    return time + "\t" + packet.originalLength() + "\t" + packet.data().remaining();
  }

  private static List<Packet> packets(Path file) throws IOException {
    try (PcapReader reader = PcapReader.open(file)) {
      return reader.packets().toList();
    }
  }

  private static String joined(List<Path> paths) {
    return String.join(" ", paths.stream().map(Path::toString).toList());
  }

  private static String complaint(String command) throws Exception {
    Process process = new ProcessBuilder(command.split(" ")).start();
    process.getInputStream().readAllBytes();
    return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** What the command prints; warnings, as of a truncated file, go to the build's log. */
  private static String run(String command) throws Exception {
    Process process =
        new ProcessBuilder(command.split(" "))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output;
  }
}
