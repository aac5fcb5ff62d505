package io.github.cloudflarepcaps.traffic;

import static io.github.cloudflarepcaps.Failing.failsWith;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudflarepcaps.pcapfile.NotPcapException;
import io.github.cloudflarepcaps.pcapfile.Packet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A summary of files is that of their packets. */
class TrafficFilesTest {

  private final List<Packet> packets = RandomTraffic.packets(5, 3000);

  @TempDir Path directory;

  @Test
  void fileIsSummarizedAsItsPackets() throws IOException {
    TrafficSummary summary = TrafficSummary.of(write("one.pcap", packets));

    assertThat(summary.table()).isEqualTo(summary(packets).table());
    assertThat(summary.truncated()).isFalse();
  }

  @Test
  void filesAreSummarizedTogether() throws IOException {
    Path first = write("first.pcap", packets.subList(0, 1000));
    Path second = write("second.pcap", packets.subList(1000, 3000));

    assertThat(TrafficSummary.of(first, second).table()).isEqualTo(summary(packets).table());
    assertThat(TrafficSummary.of(List.of(second, first)).table())
        .isEqualTo(summary(packets).table());
  }

  @Test
  void noFilesAreAnEmptySummary() throws IOException {
    TrafficSummary summary = TrafficSummary.of();

    assertThat(summary.packets()).isZero();
    assertThat(summary.topSources(5)).isEmpty();
    assertThat(summary.ends()).isEmpty();
    assertThat(summary.first()).isNull();
    assertThat(summary.timeline(5)).isEmpty();
  }

  @Test
  void incompleteFileIsCountedUpToItsLastCompletePacket() throws IOException {
    byte[] bytes = PacketBytes.pcap(packets);
    Path file = Files.write(directory.resolve("cut.pcap"), Arrays.copyOf(bytes, bytes.length - 1));

    TrafficSummary summary = TrafficSummary.of(file);

    assertThat(summary.packets()).isEqualTo(2999);
    assertThat(summary.truncated()).isTrue();
    assertThat(summary.plus(TrafficSummary.of()).truncated()).isTrue();
    assertThat(summary.table()).contains("the capture is incomplete");
  }

  @Test
  void otherFilesAreRejected() throws IOException {
    Path file = Files.writeString(directory.resolve("notes.txt"), "no capture");

    failsWith(NotPcapException.class, () -> TrafficSummary.of(file));
    failsWith(NoSuchFileException.class, () -> TrafficSummary.of(directory.resolve("missing")));
  }

  private Path write(String name, List<Packet> content) throws IOException {
    return Files.write(directory.resolve(name), PacketBytes.pcap(content));
  }

  private static TrafficSummary summary(List<Packet> packets) {
    return packets.stream().collect(TrafficSummary.collector());
  }
}
