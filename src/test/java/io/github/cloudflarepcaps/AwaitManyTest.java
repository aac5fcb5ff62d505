package io.github.cloudflarepcaps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many waits share the client's pace, and run on the threads that wait. */
class AwaitManyTest {
  private static final long SECOND = 1_000_000_000;
  private static final long FIVE_MINUTES = 300 * SECOND;
  private static final WaitOptions HOURS = WaitOptions.upTo(Duration.ofHours(3));

  private final CrowdTime time = new CrowdTime();
  private final MockWebServer server = new MockWebServer();
  private final List<Long> calls = Collections.synchronizedList(new ArrayList<>());
  private int limit = 1200;
  private Duration done = Duration.ofMinutes(10);
  private CloudflareClient client;

  /** The server has the name of another host, since polls of a loopback address are not paced. */
  @BeforeEach
  void start() throws IOException {
    TrustedCertificate certificate = TrustedCertificate.of("api.example");
    server.useHttps(certificate.serverContext().getSocketFactory());
    server.setDispatcher(new Accounts());
    server.start();
    OkHttpClient borrowed =
        certificate.trustingClient().dns(host -> List.of(InetAddress.getLoopbackAddress())).build();
    client =
        CloudflareClient.Builder.withTime(time)
            .httpClient(borrowed)
            .baseUrl("https://api.example:" + server.getPort() + "/client/v4")
            .apiToken(Given.TOKEN)
            .accountId(Given.ACCOUNT)
            .retryPolicy(RetryPolicy.none())
            .build();
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Test
  void hundredWaitsOverHundredAccountsStayWithinTheRateLimit() throws Exception {
    assertThat(time.run(100, i -> client.pcaps("account" + i).await("pcap" + i, HOURS))).isEmpty();
    assertAtMostTwoASecond();
    assertWithinTheRateLimit();
    assertThat(calls).as("polls").hasSizeGreaterThan(1000);
  }

  @Test
  void waitsSlowDownTogetherWhenTheRateLimitRunsLow() throws Exception {
    limit = 60;
    assertThat(time.run(100, i -> client.pcaps("account" + i).await("pcap" + i, HOURS))).isEmpty();
    assertWithinTheRateLimit();
  }

  @Test
  void waitsOfDerivedClientsAndForBucketsShareThePace() throws Exception {
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
    assertAtMostTwoASecond();
  }

  @Test
  void waitStartsNoThread() throws Exception {
    List<String> ours = Collections.synchronizedList(new ArrayList<>());
    done = Duration.ofMinutes(1);
    time.run(
        20,
        i -> client.pcaps().await("pcap" + i, HOURS, pcap -> ours.addAll(threadsOfTheClient())));
    assertThat(ours).isNotEmpty().containsOnly("cloudflare-pcaps watchdog");
  }

  private void assertAtMostTwoASecond() {
    for (int i = 2; i < calls.size(); i++) {
      assertThat(calls.get(i) - calls.get(i - 2)).isGreaterThanOrEqualTo(SECOND);
    }
  }

  private void assertWithinTheRateLimit() {
    for (int i = limit; i < calls.size(); i++) {
      assertThat(calls.get(i) - calls.get(i - limit)).isGreaterThanOrEqualTo(FIVE_MINUTES);
    }
  }

  private static List<String> threadsOfTheClient() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("cloudflare-pcaps"))
        .toList();
  }

  /** Accounts whose captures and buckets are all done at one time, and their common rate limit. */
  private final class Accounts extends Dispatcher {
    private long windowEnds;
    private int remaining;

    @Override
    public synchronized MockResponse dispatch(RecordedRequest request) {
      calls.add(time.nanos());
      if (time.nanos() >= windowEnds) {
        windowEnds = time.nanos() + FIVE_MINUTES;
        remaining = limit;
      }
      remaining = Math.max(0, remaining - 1);
      long resetsIn = (windowEnds - time.nanos() + SECOND - 1) / SECOND;
      return new MockResponse.Builder()
          .setHeader("Ratelimit", "\"default\";r=" + remaining + ";t=" + resetsIn)
          .body(Fixture.result(result(request.getTarget())))
          .build();
    }

    private String result(String target) {
      if (!target.endsWith("/ownership")) {
        return entry(target.substring(target.lastIndexOf('/') + 1));
      }
      return IntStream.range(0, 30)
          .mapToObj(i -> entry("bucket" + i))
          .collect(Collectors.joining(",", "[", "]"));
    }

    private String entry(String id) {
      String status = time.nanos() < done.toNanos() ? "pending" : "success";
      return "{\"id\":\"" + id + "\",\"filename\":\"f.txt\",\"status\":\"" + status + "\"}";
    }
  }
}
