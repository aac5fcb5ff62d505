package io.github.cloudflarepcaps.traffic;

import static io.github.cloudflarepcaps.traffic.PacketBytes.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudflarepcaps.pcapfile.Packet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A summary counts what Wireshark's {@code tshark} counts. */
@Tag("interop")
class TsharkCountsInteropTest {

  private static final int PACKETS = 4000;
  private static final int RAW_IP = 101;

  @TempDir Path directory;

  /** Of packets without tunnels: tshark counts the outer addresses too. */
  @Test
  void sourcesSendWhatEndpointsCount() throws Exception {
    List<Packet> packets =
        LinkedTraffic.packets(RAW_IP, 4, PACKETS).stream()
            .filter(packet -> PacketHeaders.decode(packet).ip().size() == 1)
            .toList();
    Path file = Files.write(directory.resolve("packets.pcap"), PacketBytes.pcap(packets));

    Tshark tshark = new Tshark(directory);

    // Address, packets, bytes, packets sent, bytes sent, packets received, bytes received.
    List<String> expected =
        Stream.of("ip", "ipv6")
            .flatMap(version -> endpoints(tshark, file, version))
            .filter(fields -> !fields[3].equals("0"))
            .map(fields -> ip(fields[0]) + " " + fields[3] + " " + fields[4])
            .toList();

    assertThat(TrafficSummary.of(file).topSources(Integer.MAX_VALUE))
        .extracting(count -> count.key() + " " + count.packets() + " " + count.bytes())
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  private static Stream<String[]> endpoints(Tshark tshark, Path file, String version) {
    return tshark
        .read(file, "-q -z endpoints," + version)
        .lines()
        .filter(line -> line.matches("[0-9a-f]+[.:].*"))
        .map(line -> line.split("\\s+"));
  }
}
