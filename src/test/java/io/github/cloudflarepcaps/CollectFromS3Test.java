package io.github.cloudflarepcaps;

import static io.github.cloudflarepcaps.Failing.failsWith;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudflarepcaps.model.Destination;
import io.github.cloudflarepcaps.model.FullPcapRequest;
import io.github.cloudflarepcaps.model.PcapStatus;
import io.github.cloudflarepcaps.pcapfile.PcapFile;
import io.github.cloudflarepcaps.testing.FakeCloudflare;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * One call takes a full capture and reads it from a real S3 server, through the AWS SDK, even if
 * streams break.
 */
class CollectFromS3Test {
  private static final String BUCKET = "captures";
  private static final Destination DESTINATION = Destination.s3(BUCKET + "/edge", "us-east-1");
  private static final FullPcapRequest REQUEST =
      FullPcapRequest.of("ORD", DESTINATION, Duration.ofMinutes(1));
  private static final WaitOptions MINUTES = WaitOptions.upTo(Duration.ofMinutes(10));

  private final TestTime time = TestTime.start();
  @TempDir private Path directory;
  private S3Server s3;
  private CutRelay relay;
  private S3Client sdk;
  private FakeCloudflare fake;
  private CloudflareClient client;

  @BeforeEach
  void start() throws Exception {
    s3 = S3Server.start();
    s3.createBucket(BUCKET);
    relay = new CutRelay(s3.endpoint().getPort(), "GET /" + BUCKET + "/edge/pcap_", 2000);
    sdk = S3Server.client(relay.port());
    fake = FakeCloudflare.builder().bucket(s3).clock(time.clock()).start();
    client =
        CloudflareClient.Builder.withTime(time)
            .baseUrl(fake.baseUrl())
            .accountId(fake.accountId())
            .apiToken(fake.apiToken())
            .build();
    client.ownership().claim(DESTINATION, pending -> challenge(pending.filename()), MINUTES);
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    fake.close();
    sdk.close();
    relay.close();
    s3.close();
  }

  @Test
  void partsAreMergedIntoOneFile() throws Exception {
    List<PcapStatus> states = new ArrayList<>();
    List<Long> bytes = new ArrayList<>();
    PcapFile captured =
        client
            .pcaps()
            .capture(
                REQUEST,
                new Reader(),
                file(),
                MINUTES,
                pcap -> states.add(pcap.status()),
                (soFar, total) -> bytes.add(total - soFar));
    assertThat(parts()).hasSizeGreaterThan(2);
    assertThat(captured.packets()).isEqualTo(packetsInParts()).isPositive();
    assertThat(captured.inTimeOrder()).isTrue();
    assertThat(states).endsWith(PcapStatus.SUCCESS);
    assertThat(bytes).endsWith(0L);
    assertThat(directory).isDirectoryContaining("glob:**/full.pcap");
  }

  @Test
  void streamThatBreaksOnceIsFetchedAgain() throws Exception {
    relay.cut(1);
    PcapFile captured = client.pcaps().capture(REQUEST, new Reader(), file());
    assertThat(captured.packets()).isEqualTo(packetsInParts());
  }

  @Test
  void streamThatBreaksTwiceNamesItsPart() {
    relay.cut(100);
    BucketException e =
        failsWith(
            BucketException.class, () -> client.pcaps().capture(REQUEST, new Reader(), file()));
    String id = client.pcaps().list().get(0).id();
    assertThat(e)
        .hasMessageStartingWith("capture " + id + ", step 3 of 3, collect: the part edge/pcap_")
        .hasMessageEndingWith("could not be read in two attempts");
    assertThat(e.pcapId()).isEqualTo(id);
    assertThat(e.part()).isIn(parts());
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void finishedCaptureIsCollectedByItsId() throws Exception {
    String id = client.pcaps().create(REQUEST).id();
    client.pcaps().await(id, MINUTES);
    assertThat(client.pcaps().collect(id, new Reader(), file()).packets())
        .isEqualTo(packetsInParts());
  }

  private Path file() {
    return directory.resolve("full.pcap");
  }

  private List<String> parts() {
    return s3.keys(BUCKET).stream().filter(key -> key.startsWith("edge/pcap_")).toList();
  }

  private long packetsInParts() throws Exception {
    long packets = 0;
    for (String part : parts()) {
      packets += PcapFile.inspect(s3.save(BUCKET, part, directory)).packets();
    }
    return packets;
  }

  private String challenge(String name) {
    return sdk.getObjectAsBytes(get -> get.bucket(BUCKET).key("edge/" + name)).asUtf8String();
  }

  /** The reader that a user of the AWS SDK writes. */
  private final class Reader implements BucketReader {
    @Override
    public List<String> list(String prefix) {
      return sdk
          .listObjectsV2Paginator(list -> list.bucket(BUCKET).prefix(prefix))
          .contents()
          .stream()
          .map(S3Object::key)
          .toList();
    }

    @Override
    public InputStream open(String name) {
      return sdk.getObject(get -> get.bucket(BUCKET).key(name));
    }

    @Override
    public long size(String name) {
      return sdk.headObject(head -> head.bucket(BUCKET).key(name)).contentLength();
    }
  }
}
