package io.github.cloudflarepcaps;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudflarepcaps.pcapfile.PcapBytes;
import io.github.cloudflarepcaps.pcapfile.PcapFile;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Hundreds of parts, together larger than the heap, need little memory and few open files. */
@Timeout(120)
@DisabledOnOs(OS.WINDOWS)
class CollectManyPartsTest {
  private static final int PARTS = 300;
  private static final int PACKETS = 300;
  private static final int PACKET = 1000;

  @TempDir private Path directory;

  @Test
  void threeHundredPartsNeed64MebibytesAnd256Files() throws Exception {
    String finished = Given.fullPcap("success", "gs://bucket-test/edge");
    try (RawServer server = RawServer.start().always(peer -> peer.respond(200, "", finished))) {
      Program.Result result =
          Program.java(directory, Collector.class.getName())
              .option("-Xmx64m")
              .limit("-n 256")
              .with(server.baseUrl(), directory.resolve("full.pcap").toString())
              .run();
      assertThat(result.output()).isEqualTo(PARTS * PACKETS + " packets, in time order: true\n");
    }
    assertThat(directory).isDirectoryContaining("glob:**/full.pcap");
  }

  /** The program that runs under the limits. */
  static final class Collector implements BucketReader {
    /** Collects from the first argument to the second. */
    public static void main(String[] args) {
      try (CloudflareClient client =
          CloudflareClient.builder()
              .baseUrl(args[0])
              .accountId(Given.ACCOUNT)
              .apiToken(Given.TOKEN)
              .build()) {
        PcapFile collected = client.pcaps().collect(Given.ID, new Collector(), Path.of(args[1]));
        System.out.println(
            collected.packets() + " packets, in time order: " + collected.inTimeOrder());
      }
    }

    @Override
    public List<String> list(String prefix) {
      return IntStream.range(0, PARTS)
          .mapToObj(part -> prefix + part + "_" + Given.ID + ".pcap")
          .toList();
    }

    @Override
    public InputStream open(String name) {
      int part = Integer.parseInt(name.substring(name.indexOf('/') + 1, name.indexOf('_')));
      PcapBytes pcap = PcapBytes.ethernet();
      for (int packet = 0; packet < PACKETS; packet++) {
        pcap.packet(packet, part, new byte[PACKET]);
      }
      return new ByteArrayInputStream(pcap.bytes());
    }
  }
}
