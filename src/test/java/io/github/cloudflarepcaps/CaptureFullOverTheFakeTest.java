package io.github.cloudflarepcaps;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudflarepcaps.model.Destination;
import io.github.cloudflarepcaps.model.FullPcapRequest;
import io.github.cloudflarepcaps.pcapfile.PcapFile;
import io.github.cloudflarepcaps.pcapfile.PcapReader;
import io.github.cloudflarepcaps.testing.FakeCloudflare;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A full capture in one process, from claiming the bucket to one merged file. */
class CaptureFullOverTheFakeTest {
  private static final Destination DESTINATION = Destination.s3("captures/edge", "us-east-1");
  private static final WaitOptions MINUTES = WaitOptions.upTo(Duration.ofMinutes(10));

  private final TestTime time = TestTime.start();

  @AutoClose
  private final FakeCloudflare fake =
      FakeCloudflare.builder().clock(time.clock()).compressedParts(true).start();

  @AutoClose
  private final CloudflareClient client =
      CloudflareClient.Builder.withTime(time)
          .baseUrl(fake.baseUrl())
          .accountId(fake.accountId())
          .apiToken(fake.apiToken())
          .build();

  @TempDir private Path directory;

  @Test
  void partsOfAllMachinesBecomeOneFile() throws Exception {
    client.ownership().claim(DESTINATION, pending -> read("edge/" + pending.filename()), MINUTES);
    PcapFile captured =
        client
            .pcaps()
            .capture(
                FullPcapRequest.of("ORD", DESTINATION, Duration.ofSeconds(10)),
                fake.bucket(),
                directory.resolve("full.pcap"));
    List<String> parts = fake.bucket().list("edge/pcap_");
    assertThat(parts).hasSizeGreaterThan(2).anyMatch(part -> part.endsWith(".pcap.gz"));
    assertThat(captured.packets()).isEqualTo(packetsIn(parts)).isPositive();
    assertThat(captured.inTimeOrder()).isTrue();
  }

  private long packetsIn(List<String> parts) throws Exception {
    long packets = 0;
    for (String part : parts) {
      try (PcapReader reader = PcapReader.read(fake.bucket().open(part))) {
        packets += reader.packets().count();
      }
    }
    return packets;
  }

  private String read(String name) throws Exception {
    try (InputStream stream = fake.bucket().open(name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
