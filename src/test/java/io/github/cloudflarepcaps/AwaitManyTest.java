package io.github.cloudflarepcaps;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudflarepcaps.model.OwnershipStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.OkHttpClient;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many waits on one client go at one pace, in the threads of those who wait. */
class AwaitManyTest {
  private static final Duration LIMIT_WINDOW = Duration.ofMinutes(5);
  private static final int LIMIT = 1200;
  private static final int LISTED = 50;
  private static final WaitOptions HOURS = WaitOptions.upTo(Duration.ofHours(3));

  private final CrowdTime time = new CrowdTime();
  private final MockWebServer server = new MockWebServer();
  private final List<Long> calls = Collections.synchronizedList(new ArrayList<>());
  private Duration done = Duration.ofMinutes(10);
  private IntPredicate fails = call -> false;
  private CloudflareClient client;

  /** The client knows the server by a name that is no loopback's. */
  @BeforeEach
  void start() throws IOException {
    HeldCertificate certificate =
        new HeldCertificate.Builder().addSubjectAlternativeName("api.example").build();
    HandshakeCertificates serverSide =
        new HandshakeCertificates.Builder().heldCertificate(certificate).build();
    HandshakeCertificates clientSide =
        new HandshakeCertificates.Builder()
            .addTrustedCertificate(certificate.certificate())
            .build();
    server.useHttps(serverSide.sslSocketFactory());
    server.setDispatcher(new Account());
    server.start();
    OkHttpClient borrowed =
        new OkHttpClient.Builder()
            .dns(host -> List.of(InetAddress.getLoopbackAddress()))
            .sslSocketFactory(clientSide.sslSocketFactory(), clientSide.trustManager())
            .build();
    client =
        CloudflareClient.Builder.withTime(time)
            .httpClient(borrowed)
            .baseUrl("https://api.example:" + server.getPort() + "/client/v4")
            .apiToken(Wire.TOKEN)
            .accountId(Wire.ACCOUNT)
            .retryPolicy(RetryPolicy.none())
            .build();
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Test
  void aThousandWaitsForListedCapturesAreAnsweredByOneListATime() {
    AtomicInteger seen = new AtomicInteger();
    done = Duration.ofMinutes(5);
    assertThat(
            time.run(
                1000,
                i ->
                    client
                        .pcaps()
                        .await("pcap" + i % LISTED, HOURS, pcap -> seen.incrementAndGet())))
        .isEmpty();
    assertPace();
    assertThat(seen.get()).isGreaterThan(10 * calls.size());
  }

  @Test
  void aThousandWaitsForCapturesBeyondTheListStayWithinTheLimit() {
    int waits = 1000;
    assertThat(time.run(waits, i -> client.pcaps().await("pcap" + i, HOURS))).isEmpty();
    assertPace();
    assertThat(calls).hasSizeGreaterThan(waits - LISTED);
  }

  @Test
  void waitsOfDerivedClientsAndOfBucketsGoAtTheSamePace() {
    CloudflareClient derived = client.toBuilder().accountId("another").build();
    done = Duration.ofMinutes(2);
    assertThat(
            time.run(
                30,
                i -> {
                  switch (i % 3) {
                    case 0 -> client.pcaps().await("pcap" + i, HOURS);
                    case 1 -> derived.pcaps().await("pcap" + i, HOURS);
                    default -> client.ownership().await("bucket" + i, HOURS);
                  }
                }))
        .isEmpty();
    assertPace();
  }

  @Test
  void noThreadIsMadeForAWait() {
    List<String> ours = Collections.synchronizedList(new ArrayList<>());
    done = Duration.ofMinutes(1);
    time.run(
        20,
        i -> client.pcaps().await("pcap" + i, HOURS, pcap -> ours.addAll(threadsOfTheClient())));
    assertThat(ours).isNotEmpty().containsOnly("cloudflare-pcaps watchdog");
  }

  @Test
  void aListThatFailsIsNoAnswerToAnyone() {
    done = Duration.ofMinutes(1);
    fails = call -> call == 1 || call == 4;
    assertThat(
            time.run(
                10,
                i ->
                    assertThat(client.ownership().await("bucket" + i, HOURS).status())
                        .isEqualTo(OwnershipStatus.SUCCESS)))
        .isEmpty();
  }

  /** Never above two a second, and so within the limit in every window. */
  private void assertPace() {
    List<Long> at = calls.stream().sorted().toList();
    for (int i = 2; i < at.size(); i++) {
      assertThat(at.get(i) - at.get(i - 2)).isGreaterThanOrEqualTo(1_000_000_000L);
    }
    for (int i = LIMIT; i < at.size(); i++) {
      assertThat(at.get(i) - at.get(i - LIMIT)).isGreaterThan(LIMIT_WINDOW.toNanos());
    }
  }

  private static List<String> threadsOfTheClient() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("cloudflare-pcaps"))
        .toList();
  }

  /** Answers as an account whose captures and buckets are all done at one time. */
  private final class Account extends Dispatcher {
    @Override
    public MockResponse dispatch(RecordedRequest request) {
      calls.add(time.nanos());
      if (fails.test(calls.size())) {
        return new MockResponse.Builder().code(502).build();
      }
      String[] path = request.getTarget().split("/");
      boolean buckets = path[path.length - 1].equals("ownership");
      String result =
          path[path.length - 1].equals("pcaps")
              ? list("pcap")
              : buckets ? list("bucket") : entry(path[path.length - 1]);
      return new MockResponse.Builder().body(Fixture.result(result)).build();
    }

    private String list(String name) {
      return IntStream.range(0, LISTED)
          .mapToObj(i -> entry(name + i))
          .collect(Collectors.joining(",", "[", "]"));
    }

    private String entry(String id) {
      String status = time.nanos() < done.toNanos() ? "pending" : "success";
      return "{\"id\":\"" + id + "\",\"status\":\"" + status + "\"}";
    }
  }
}
