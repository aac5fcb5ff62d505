package io.github.cloudflarepcaps;

import static io.github.cloudflarepcaps.Failing.failsWith;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudflarepcaps.model.Destination;
import io.github.cloudflarepcaps.model.FullPcap;
import io.github.cloudflarepcaps.model.FullPcapRequest;
import io.github.cloudflarepcaps.model.Ownership;
import io.github.cloudflarepcaps.model.OwnershipStatus;
import io.github.cloudflarepcaps.model.Pcap;
import io.github.cloudflarepcaps.model.PcapFilter;
import io.github.cloudflarepcaps.model.PcapStatus;
import io.github.cloudflarepcaps.model.SimplePcap;
import io.github.cloudflarepcaps.testing.FakeCloudflare;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The client reads the fake's responses as it reads the documented ones of the fixtures. */
class SameScenariosOverTheFakeTest {
  private static final PcapFilter FILTER =
      PcapFilter.all()
          .withSourceAddress("1.2.3.4")
          .withSourcePort(123)
          .withDestinationAddress("5.6.7.8")
          .withDestinationPort(80)
          .withProtocol(6);

  /** The server that responds. */
  enum Server {
    FIXTURES,
    FAKE
  }

  private final Wire wire = Wire.open();
  private final FakeCloudflare fake = FakeCloudflare.start();
  private CloudflareClient client = wire.client();
  private String id = Given.ID;
  private Destination bucket = Given.BUCKET;

  @AfterEach
  void close() {
    client.close();
    fake.close();
    wire.close();
  }

  @ParameterizedTest
  @EnumSource
  void newSimpleCapture(Server server) {
    expect(server, "simple-created");
    SimplePcap pcap = client.pcaps().create(Given.SIMPLE.withFilter(FILTER));
    assertJustCreated(pcap);
    assertThat(pcap.filter()).isEqualTo(FILTER);
    assertThat(pcap.timeLimit()).isEqualTo(Duration.ofMinutes(1));
    assertThat(pcap.packetsRemaining()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void finishedSimpleCapture(Server server) {
    expect(server, "simple-done");
    if (server == Server.FAKE) {
      id = finishedOnTheFake();
    }
    Pcap pcap = client.pcaps().get(id);
    assertThat(pcap).isInstanceOf(SimplePcap.class);
    assertThat(pcap.status()).isEqualTo(PcapStatus.SUCCESS);
    assertThat(((SimplePcap) pcap).offsetTime()).isNotNull();
    assertThat(pcap.additionalFields()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void listOfCaptures(Server server) {
    expect(server, "simple-list");
    if (server == Server.FAKE) {
      finishedOnTheFake();
    }
    List<Pcap> pcaps = client.pcaps().list();
    assertThat(pcaps).hasSize(1).hasOnlyElementsOfType(SimplePcap.class);
    assertThat(pcaps.get(0).status()).isEqualTo(PcapStatus.SUCCESS);
    assertThat(pcaps.get(0).additionalFields()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void newFullCapture(Server server) {
    expect(server, "full-created");
    if (server == Server.FAKE) {
      validatedOnTheFake();
    }
    FullPcap pcap =
        client
            .pcaps()
            .create(
                FullPcapRequest.of("ORD", bucket, Duration.ofSeconds(300))
                    .withPacketLimit(10_000)
                    .withByteLimit(100_000_000));
    assertJustCreated(pcap);
    assertThat(pcap.coloName()).isEqualTo("ORD");
    assertThat(pcap.packetLimit()).isEqualTo(10_000);
    assertThat(pcap.byteLimit()).isEqualTo(100_000_000);
    assertThat(pcap.destination()).isNotNull();
    assertThat(pcap.stopRequested()).isNull();
  }

  @ParameterizedTest
  @EnumSource
  void newBucket(Server server) {
    expect(server, "bucket-added");
    Ownership added = client.ownership().add(bucket);
    assertThat(added.id()).hasSize(32);
    assertThat(added.status()).isEqualTo(OwnershipStatus.PENDING);
    assertThat(added.submitted()).isNotNull();
    assertThat(added.validated()).isNull();
    assertThat(added.destination()).isEqualTo(bucket);
    assertThat(added.filename()).startsWith("ownership-challenge-").endsWith(".txt");
    assertThat(added.additionalFields()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void listOfBuckets(Server server) {
    expect(server, "bucket-list");
    if (server == Server.FAKE) {
      validatedOnTheFake();
    }
    ApiResponse<List<Ownership>> response =
        client.send(Operation.listOwnerships(server == Server.FAKE ? fake.accountId() : "a"));
    assertThat(response.resultInfo()).isNotNull().extracting(i -> i.count()).isEqualTo(1L);
    Ownership listed = response.result().get(0);
    assertThat(listed.status()).isEqualTo(OwnershipStatus.SUCCESS);
    assertThat(listed.validated()).isAfter(Instant.EPOCH);
    assertThat(listed.additionalFields()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void stopIs204(Server server) {
    expectNoContent(server);
    if (server == Server.FAKE) {
      validatedOnTheFake();
      id =
          String.valueOf(
              client.pcaps().create(FullPcapRequest.of("ORD", bucket, Duration.ofDays(1))).id());
    }
    assertThat(client.send(Operation.stopPcap(account(server), id)).statusCode()).isEqualTo(204);
  }

  @ParameterizedTest
  @EnumSource
  void deleteIs204(Server server) {
    expectNoContent(server);
    if (server == Server.FAKE) {
      id = client.ownership().add(bucket).id();
    }
    assertThat(client.send(Operation.deleteOwnership(account(server), id)).statusCode())
        .isEqualTo(204);
  }

  @ParameterizedTest
  @EnumSource
  void downloadIsACaptureFileOfKnownLength(Server server) throws IOException {
    use(server);
    wire.enqueue(CaptureBytes.twoPackets());
    if (server == Server.FAKE) {
      id = finishedOnTheFake();
    }
    ApiResponse<PcapDownload> response = client.send(Operation.downloadPcap(account(server), id));
    try (PcapDownload download = response.result()) {
      assertThat(response.headers().get("Content-Type"))
          .containsExactly("application/vnd.tcpdump.pcap");
      assertThat(download.contentLength()).hasValue(download.stream().readAllBytes().length);
    }
  }

  @ParameterizedTest
  @EnumSource
  void unknownIdIsNotFoundWithACode(Server server) {
    use(server);
    wire.enqueue(404, Fixture.json("no-route"));
    NotFoundException e = failsWith(NotFoundException.class, () -> client.pcaps().get(id));
    assertThat(e.errors().get(0).code()).isGreaterThanOrEqualTo(1000);
    assertThat(e.errors().get(0).message()).isNotBlank();
  }

  @ParameterizedTest
  @EnumSource
  void malformedCredentialsAreRejectedWithAChain(Server server) {
    use(server);
    wire.enqueue(400, Fixture.json("malformed-credentials"));
    CloudflareClient wrong = client.toBuilder().apiToken("example{token}").build();
    AuthenticationException e =
        failsWith(AuthenticationException.class, () -> wrong.pcaps(account(server)).list());
    assertThat(e.statusCode()).isEqualTo(400);
    assertThat(e.errors().get(0).code()).isEqualTo(6003);
    assertThat(e.errors().get(0).chain().get(0).code()).isEqualTo(6111);
  }

  private static void assertJustCreated(Pcap pcap) {
    assertThat(pcap.id()).hasSize(32);
    assertThat(pcap.status()).isEqualTo(PcapStatus.PENDING);
    assertThat(pcap.submitted()).isNotNull();
    assertThat(pcap.system()).isEqualTo("magic-transit");
    assertThat(pcap.additionalFields()).isEmpty();
  }

  private void expect(Server server, String fixture) {
    use(server);
    wire.enqueue(fixture);
  }

  private void expectNoContent(Server server) {
    use(server);
    wire.enqueue(204, "");
  }

  private void use(Server server) {
    client = server == Server.FAKE ? fake.client() : wire.client();
  }

  private String account(Server server) {
    return server == Server.FAKE ? fake.accountId() : Given.ACCOUNT;
  }

  private String finishedOnTheFake() {
    String created =
        String.valueOf(client.pcaps().create(Given.SIMPLE.withOffsetTime(Instant.now())).id());
    fake.finish(created);
    return created;
  }

  private void validatedOnTheFake() {
    WaitOptions soon =
        WaitOptions.upTo(Duration.ofSeconds(30))
            .withDelays(Duration.ofMillis(1), Duration.ofMillis(1));
    client.ownership().claim(bucket, pending -> fake.challenge(pending.id()), soon);
  }
}
