package io.github.cloudflarepcaps.pcapfile;

import static org.assertj.core.api.Assertions.assertThat;

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

/** Wireshark's own tools find in capture files what we find. */
@Tag("interop")
class WiresharkInteropTest {

  private static final int SETS = 100;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void capinfosAgreesOnPcap(int seed) throws Exception {
    Random random = new Random(seed);

    assertCapinfosAgrees(randomPcap(random, random.nextBoolean()).bytes());
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

    Path file = Files.write(folder.resolve("inspected"), pcapng.bytes());

    assertThat(capinfos(file)[1]).isEqualTo("" + PcapFile.inspect(file).packets());
  }

  @Test
  void capinfosCountsTheSamePacketsOfAFileCutShort() throws Exception {
    byte[] pcap = PcapBytes.ethernet().packet(1, 2, "one").packet(3, 4, "two").bytes();
    byte[] pcapng = PcapngBytes.ethernet().enhanced(0, 1, "one").enhanced(0, 2, "two").bytes();

    assertCapinfosAgrees(Arrays.copyOf(pcap, pcap.length - 1));
    assertCapinfosAgrees(Arrays.copyOf(pcap, pcap.length - 17));
    assertCapinfosAgrees(Arrays.copyOf(pcapng, pcapng.length - 1));
  }

  @ParameterizedTest
  @ValueSource(ints = {11, 12, 13, 14, 15})
  void tsharkReadsThePacketsThatTheReaderDoes(int seed) throws Exception {
    Random random = new Random(seed);
    Path file = randomPcap(random, random.nextBoolean()).writeTo(folder.resolve("file.pcap"));
    String fields = "-e frame.time_epoch -e frame.len -e frame.cap_len";

    List<String> expected = run("tshark -n -r " + file + " -T fields " + fields).lines().toList();

    try (PcapReader reader = PcapReader.open(file)) {
      List<String> found = reader.packets().map(WiresharkInteropTest::fields).toList();
      assertThat(found).isEqualTo(expected);
    }
  }

  @Test
  void mergecapMergesAHundredRandomSetsTheSameWay() throws Exception {
    for (int set = 0; set < SETS; set++) {
      Random random = new Random(set);
      boolean nanoseconds = random.nextInt(4) == 0;
      List<Path> parts = randomParts(set, random, nanoseconds);
      Path ours = folder.resolve("ours.pcap");
      Path theirs = folder.resolve("theirs.pcap");

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
      parts.add(randomPcap(random, nano).writeTo(folder.resolve("set" + set + "-" + i)));
    }
    return parts;
  }

  /** Up to fifty packets of few different times, mostly in order. */
  private static PcapBytes randomPcap(Random random, boolean nanoseconds) {
    ByteOrder order = random.nextBoolean() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    int magic = nanoseconds ? PcapBytes.NANOSECONDS : PcapBytes.MICROSECONDS;
    PcapBytes pcap = PcapBytes.with(order, magic, 65_535, 1);
    int fraction = nanoseconds ? 999_000_000 : 999_000;
    for (int i = random.nextInt(50); i > 0; i--) {
      fraction += random.nextInt(20) == 0 ? -3 : random.nextInt(3);
      byte[] data = new byte[60 + random.nextInt(200)];
      random.nextBytes(data);
      int original = data.length + random.nextInt(2) * 1000;
      pcap.record(1_700_000_000L + random.nextInt(2), fraction, data.length, original, data);
    }
    return pcap;
  }

  private void assertCapinfosAgrees(byte[] bytes) throws Exception {
    Path file = Files.write(folder.resolve("inspected"), bytes);

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

  /** What the command prints; warnings, such as of a file cut short, go to the build's log. */
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
