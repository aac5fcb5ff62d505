package io.github.cloudflarepcaps;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudflarepcaps.pcapfile.Packet;
import io.github.cloudflarepcaps.pcapfile.PcapFile;
import io.github.cloudflarepcaps.pcapfile.PcapReader;
import io.github.cloudflarepcaps.testing.FakeCall;
import io.github.cloudflarepcaps.testing.FakeCloudflare;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The example claims a bucket and merges a full capture into one file, against a real S3 server.
 */
class FullCaptureTest {
  @TempDir Path directory;
  private S3Server s3;
  private FakeCloudflare fake;

  @BeforeEach
  void start() throws Exception {
    s3 = S3Server.start();
    s3.createBucket("captures");
    fake = FakeCloudflare.builder().bucket(s3).start();
  }

  @AfterEach
  void stop() throws Exception {
    fake.close();
    s3.close();
  }

  @Test
  void partsAreMergedByTime() throws Exception {
    Program.Result run = capture();

    assertThat(run.status()).as(run.output()).isZero();
    List<String> parts = parts();
    assertThat(parts).hasSizeGreaterThan(1);
    PcapFile merged = PcapFile.inspect(directory.resolve("full.pcap"));
    assertThat(merged.packets()).isEqualTo(packetsIn(parts)).isPositive();
    assertThat(times(merged.path())).isSorted();
    assertThat(run.output()).contains(merged.packets() + " packets in full.pcap", "Protocol");
  }

  @Test
  void bucketIsClaimedOnce() throws Exception {
    capture();
    Program.Result second = capture();

    assertThat(second.status()).as(second.output()).isZero();
    assertThat(posts("/pcaps/ownership")).isEqualTo(1);
    assertThat(posts("/pcaps/ownership/validate")).isEqualTo(1);
    assertThat(posts("/pcaps")).isEqualTo(2);
  }

  private Program.Result capture() throws Exception {
    return Program.java(directory, "FullCaptureToBucket")
        .with("captures", "us-east-1")
        .against(fake)
        .env("AWS_ENDPOINT_URL_S3", s3.endpoint().toString())
        .env("AWS_ACCESS_KEY_ID", S3Server.KEY_ID)
        .env("AWS_SECRET_ACCESS_KEY", S3Server.KEY)
        .run();
  }

  private long posts(String end) {
    return fake.calls().stream()
        .filter(call -> call.method().equals("POST"))
        .map(FakeCall::path)
        .filter(path -> path.endsWith(end))
        .count();
  }

  private List<String> parts() {
    return s3.keys("captures").stream().filter(key -> key.startsWith("edge/pcap_")).toList();
  }

  private long packetsIn(List<String> parts) throws IOException {
    long packets = 0;
    for (String part : parts) {
      byte[] content = s3.read("captures", part);
      try (PcapReader reader = PcapReader.read(new ByteArrayInputStream(content))) {
        packets += reader.packets().count();
      }
    }
    return packets;
  }

  private static List<Instant> times(Path file) throws IOException {
    List<Instant> times = new ArrayList<>();
    try (PcapReader reader = PcapReader.open(file)) {
      reader.packets().map(Packet::time).forEach(times::add);
    }
    return times;
  }
}
