package io.github.cloudflarepcaps;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudflarepcaps.model.SimplePcapRequest;
import io.github.cloudflarepcaps.testing.FakeCloudflare;
import io.github.cloudflarepcaps.traffic.TrafficSummary;
import io.github.cloudflarepcaps.traffic.TrafficSummary.Conversation;
import io.github.cloudflarepcaps.traffic.TrafficSummary.Count;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example writes the packets that a host sends and receives, and no others. */
class KeepOneHostTest {

  @TempDir Path directory;

  @Test
  void packetsOfTheHostAreKept() throws Exception {
    Path capture = directory.resolve("capture.pcap");
    try (FakeCloudflare fake = FakeCloudflare.start();
        CloudflareClient client = fake.client()) {
      client.pcaps().capture(SimplePcapRequest.of(1000, Duration.ofSeconds(60)), capture);
    }
    InetAddress host = TrafficSummary.of(capture).topSources(1).get(0).key();

    Program.Result result =
        Program.java(directory, "KeepOneHost")
            .with("host.pcap", capture.toString(), host.getHostAddress())
            .run();

    assertThat(result.status()).as(result.output()).isZero();
    TrafficSummary kept = TrafficSummary.of(directory.resolve("host.pcap"));
    assertThat(result.output()).contains("host.pcap: " + kept.packets() + " packets of ");
    assertThat(kept.packets()).isEqualTo(packetsOf(host, TrafficSummary.of(capture)));
  }

  private static long packetsOf(InetAddress host, TrafficSummary summary) {
    return summary.topConversations(Integer.MAX_VALUE).stream()
        .filter(count -> isOf(host, count.key()))
        .mapToLong(Count::packets)
        .sum();
  }

  private static boolean isOf(InetAddress host, Conversation conversation) {
    return conversation.a().equals(host) || conversation.b().equals(host);
  }
}
