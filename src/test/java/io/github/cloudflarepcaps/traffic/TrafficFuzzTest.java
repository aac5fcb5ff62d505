package io.github.cloudflarepcaps.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cloudflarepcaps.pcapfile.NotPcapException;
import io.github.cloudflarepcaps.pcapfile.PcapFile;
import io.github.cloudflarepcaps.traffic.TrafficSummary.Interval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;

/** Whatever a file holds, its packets are counted, or it is rejected as inspecting it would. */
@Tag("fuzz")
class TrafficFuzzTest {

  private static final byte[] CAPTURE = PacketBytes.pcap(RandomTraffic.packets(1, 30));

  @Property(tries = 2_000, shrinking = ShrinkingMode.OFF)
  void mutatedFileIsSummarizedOrRejected(@ForAll long seed) throws IOException {
    Path file = Files.createTempFile("fuzz", ".pcap");
    try {
      Files.write(file, mutant(new Random(seed)));
      assertSummarizedOrRejected(file);
    } finally {
      Files.delete(file);
    }
  }

  private static void assertSummarizedOrRejected(Path file) throws IOException {
    TrafficSummary summary;
    try {
      summary = TrafficSummary.of(file);
    } catch (NotPcapException rejected) {
      assertThatThrownBy(() -> PcapFile.inspect(file)).hasMessage(rejected.getMessage());
      return;
    }
    PcapFile inspected = PcapFile.inspect(file);
    assertThat(summary.packets()).isEqualTo(inspected.packets());
    assertThat(summary.bytes()).isEqualTo(inspected.wireBytes());
    assertThat(sum(summary.packetLengths().values())).isEqualTo(summary.packets());
    assertThat(sum(summary.ends().values())).isEqualTo(summary.packets());
    assertThat(sum(summary.timeline(60).stream().map(Interval::packets).toList()))
        .isLessThanOrEqualTo(summary.packets());
    assertThat(summary.table()).matches("[ -~\n]*");
  }

  private static long sum(Iterable<Long> numbers) {
    long sum = 0;
    for (long number : numbers) {
      sum += number;
    }
    return sum;
  }

  private static byte[] mutant(Random random) {
    byte[] bytes = CAPTURE.clone();
    for (int changes = random.nextInt(30); changes > 0; changes--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    return random.nextInt(4) > 0 ? bytes : Arrays.copyOf(bytes, random.nextInt(bytes.length));
  }
}
