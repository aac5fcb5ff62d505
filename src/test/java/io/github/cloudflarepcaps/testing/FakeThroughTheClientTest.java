package io.github.cloudflarepcaps.testing;

import static io.github.cloudflarepcaps.Failing.failsWith;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudflarepcaps.AuthenticationException;
import io.github.cloudflarepcaps.CloudflareClient;
import io.github.cloudflarepcaps.NotFoundException;
import io.github.cloudflarepcaps.Operation;
import io.github.cloudflarepcaps.OutcomeUnknownException;
import io.github.cloudflarepcaps.PcapDownload;
import io.github.cloudflarepcaps.PcapFailedException;
import io.github.cloudflarepcaps.PcapService;
import io.github.cloudflarepcaps.RateLimitException;
import io.github.cloudflarepcaps.RetryPolicy;
import io.github.cloudflarepcaps.UnexpectedResponseException;
import io.github.cloudflarepcaps.WaitOptions;
import io.github.cloudflarepcaps.model.Destination;
import io.github.cloudflarepcaps.model.FullPcap;
import io.github.cloudflarepcaps.model.FullPcapRequest;
import io.github.cloudflarepcaps.model.Ownership;
import io.github.cloudflarepcaps.model.OwnershipStatus;
import io.github.cloudflarepcaps.model.Pcap;
import io.github.cloudflarepcaps.model.PcapFilter;
import io.github.cloudflarepcaps.model.PcapStatus;
import io.github.cloudflarepcaps.model.SimplePcap;
import io.github.cloudflarepcaps.model.SimplePcapRequest;
import io.github.cloudflarepcaps.pcapfile.PcapFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client and the fake, two independent readings of the API's reference, agree. */
class FakeThroughTheClientTest {
  private static final Destination BUCKET =
      Destination.r2("captures", "example-account", "example-id", "example-key");
  private static final SimplePcapRequest SIMPLE =
      SimplePcapRequest.of(100, Duration.ofSeconds(60))
          .withFilter(
              PcapFilter.all()
                  .withSourceAddress("1.2.3.4")
                  .withSourcePort(123)
                  .withDestinationAddress("5.6.7.8")
                  .withDestinationPort(80)
                  .withProtocol(6));
  private static final FullPcapRequest FULL =
      FullPcapRequest.of("ORD", BUCKET, Duration.ofMinutes(5))
          .withPacketLimit(1000)
          .withByteLimit(1_000_000);
  private static final WaitOptions SOON =
      WaitOptions.upTo(Duration.ofSeconds(30))
          .withDelays(Duration.ofMillis(1), Duration.ofMillis(1));

  private final FakeCloudflare fake = FakeCloudflare.start();
  private final CloudflareClient client = fake.client();
  private final PcapService pcaps = client.pcaps();
  private final String account = fake.accountId();

  @TempDir private Path directory;

  @AfterEach
  void close() {
    client.close();
    fake.close();
  }

  private Ownership claimed() {
    return client.ownership().claim(BUCKET, pending -> fake.challenge(pending.id()), SOON);
  }

  private <T> T async(Operation<T> operation) {
    return client.sendAsync(operation).join().result();
  }

  @Test
  void simpleCaptureHasTheRequestedFields() {
    SimplePcap created = pcaps.create(SIMPLE);
    assertThat(created.filter()).isEqualTo(SIMPLE.filter());
    assertThat(created.timeLimit()).isEqualTo(SIMPLE.timeLimit());
    assertThat(created.status()).isEqualTo(PcapStatus.PENDING);
    assertThat(created.additionalFields()).isEmpty();
  }

  @Test
  void fullCaptureHasTheRequestedFields() {
    claimed();
    FullPcap created = pcaps.create(FULL);
    assertThat(created.coloName()).isEqualTo("ORD");
    assertThat(created.destination()).isEqualTo(BUCKET.withoutSecrets());
    assertThat(created.packetLimit()).isEqualTo(1000);
    assertThat(created.byteLimit()).isEqualTo(1_000_000);
    assertThat(created.packetsCaptured()).isZero();
    assertThat(created.additionalFields()).isEmpty();
  }

  @Test
  void bucketHasTheRequestedDestination() {
    Ownership added = client.ownership().add(BUCKET);
    assertThat(added.destination()).isEqualTo(BUCKET.withoutSecrets());
    assertThat(added.validated()).isNull();
    assertThat(added.additionalFields()).isEmpty();
  }

  @Test
  void captureSavesTheFile() {
    PcapFile file = pcaps.capture(SIMPLE, directory.resolve("edge.pcap"), SOON);
    assertThat(file.packets()).isEqualTo(100);
    assertThat(file.snapLength()).isEqualTo(160);
    assertThat(file.truncated()).isFalse();
  }

  @Test
  void awaitReportsEachStatus() {
    List<PcapStatus> seen = new ArrayList<>();
    pcaps.await(pcaps.create(SIMPLE).id(), SOON, pcap -> seen.add(pcap.status()));
    assertThat(seen).containsExactly(PcapStatus.RUNNING, PcapStatus.SUCCESS);
  }

  @Test
  void failureHasTheErrorMessage() {
    claimed();
    for (Pcap pcap : List.of(pcaps.create(SIMPLE), pcaps.create(FULL))) {
      fake.fail(pcap.id(), "the machine is gone");
      assertThat(failsWith(PcapFailedException.class, () -> pcaps.await(pcap.id(), SOON)))
          .hasMessageContaining("the machine is gone");
    }
  }

  @Test
  void stoppedFullCaptureEnds() {
    claimed();
    String id = pcaps.create(FULL).id();
    pcaps.stop(id);
    FullPcap ended = (FullPcap) pcaps.await(id, SOON);
    assertThat(ended.stopRequested()).isNotNull();
    assertThat(ended.packetsCaptured()).isPositive();
  }

  @Test
  void bucketIsClaimedListedAndDeleted() {
    Ownership claimed = claimed();
    assertThat(claimed.status()).isEqualTo(OwnershipStatus.SUCCESS);
    assertThat(claimed.validated()).isNotNull();
    assertThat(client.ownership().list()).containsExactly(claimed);
    client.ownership().delete(claimed.id());
    assertThat(client.ownership().list()).isEmpty();
  }

  @Test
  void everyOperationWorksAsynchronously() throws IOException {
    String simple = async(Operation.createPcap(account, SIMPLE)).id();
    fake.finish(simple);
    try (PcapDownload download = async(Operation.downloadPcap(account, simple))) {
      assertThat(download.contentLength()).hasValue(download.stream().readAllBytes().length);
    }
    Ownership added = async(Operation.addOwnership(account, BUCKET));
    async(Operation.validateOwnership(account, BUCKET, fake.challenge(added.id())));
    async(Operation.listOwnerships(account));
    async(Operation.listOwnerships(account));
    String full = async(Operation.createPcap(account, FULL)).id();
    client.sendAsync(Operation.stopPcap(account, full)).join();
    assertThat(async(Operation.getPcap(account, full)).status())
        .isEqualTo(PcapStatus.CONVERSION_RUNNING);
    assertThat(async(Operation.listPcaps(account)))
        .extracting(Pcap::id)
        .containsExactly(full, simple);
    client.sendAsync(Operation.deleteOwnership(account, added.id())).join();
    assertThat(async(Operation.listOwnerships(account))).isEmpty();
  }

  @Test
  void invalidTokenIsAnAuthenticationException() {
    try (CloudflareClient other = fake.clientBuilder().apiToken("another-token").build()) {
      failsWith(AuthenticationException.class, () -> other.pcaps().list());
    }
  }

  @Test
  void emailAndKeyAreAccepted() {
    try (CloudflareClient other =
        CloudflareClient.builder()
            .apiKey("user@example.com", fake.apiToken())
            .baseUrl(fake.baseUrl())
            .accountId(account)
            .build()) {
      assertThat(other.pcaps().list()).isEmpty();
    }
  }

  @Test
  void unknownIdIsANotFoundException() {
    failsWith(NotFoundException.class, () -> pcaps.get("00000000000000000000000000000000"));
  }

  @Test
  void secondSimpleCaptureWithinAMinuteIsARateLimitException() {
    try (FakeCloudflare limited = FakeCloudflare.builder().apiLimits(true).start();
        CloudflareClient other = limited.client()) {
      other.pcaps().create(SIMPLE);
      RateLimitException e =
          failsWith(RateLimitException.class, () -> other.pcaps().create(SIMPLE));
      assertThat(e.retryAfter()).isBetween(Duration.ZERO, Duration.ofMinutes(1));
    }
  }

  @Test
  void droppedResponseToACreateIsAnOutcomeUnknownException() {
    fake.failNext(Fault.dropBeforeResponse());
    failsWith(OutcomeUnknownException.class, () -> pcaps.create(SIMPLE));
    assertThat(pcaps.list()).hasSize(1);
  }

  @Test
  void garbageIsAnUnexpectedResponseException() {
    fake.failNext(Fault.garbage());
    failsWith(UnexpectedResponseException.class, pcaps::list);
  }

  @Test
  void droppedStopIsRetried() {
    claimed();
    String id = pcaps.create(FULL).id();
    fake.failNext(Fault.dropBeforeResponse());
    pcaps.stop(id);
    assertThat(pcaps.get(id).status()).isEqualTo(PcapStatus.CONVERSION_RUNNING);
  }

  @Test
  void callsHaveNoSecret() {
    claimed();
    pcaps.create(FULL);
    assertThat(fake.calls().toString())
        .doesNotContain("example-id", "example-key", fake.apiToken());
  }

  @Test
  void faultReachesAClientWithoutRetries() {
    try (CloudflareClient once = fake.clientBuilder().retryPolicy(RetryPolicy.none()).build()) {
      fake.failNext(Fault.retryAfter(429, Duration.ofSeconds(7)));
      RateLimitException e = failsWith(RateLimitException.class, () -> once.pcaps().list());
      assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(7));
    }
  }
}
