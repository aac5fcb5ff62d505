package io.github.cloudflarepcaps;

import static io.github.cloudflarepcaps.Failing.failsWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A call ends at its deadline, whatever the server does; a download after silence. */
@Timeout(30)
class DeadlineTest {
  private static final Duration SHORT = Duration.ofMillis(300);

  private final RawServer server = RawServer.start();

  @AfterEach
  void close() {
    server.close();
  }

  static Stream<Named<RawServer.RawResponse>> slowResponses() {
    return Stream.of(
        Named.of("nothing", RawServer.Peer::awaitHangUp),
        Named.of(
            "headers that trickle", peer -> peer.trickle("HTTP/1.1 200 OK\r\n" + many("A: b\r\n"))),
        Named.of(
            "half of the headers",
            peer -> {
              peer.send("HTTP/1.1 200 OK\r\nContent-Type: ");
              peer.awaitHangUp();
            }),
        Named.of(
            "a body that trickles",
            peer -> {
              peer.send("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
              peer.trickle("{" + many(" "));
            }),
        Named.of(
            "a body that stalls",
            peer -> {
              peer.send("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"result\":");
              peer.awaitHangUp();
            }),
        Named.of(
            "an error whose body stalls",
            peer -> {
              peer.send("HTTP/1.1 404 Not Found\r\nContent-Length: 500\r\n\r\n{\"result\":");
              peer.awaitHangUp();
            }),
        Named.of(
            "chunks that trickle",
            peer -> {
              peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
              peer.trickle(many("1\r\n \r\n"));
            }));
  }

  private static String many(String text) {
    return text.repeat(20_000);
  }

  @ParameterizedTest
  @MethodSource("slowResponses")
  void timeoutEndsTheCallAndItsExchange(RawServer.RawResponse response) {
    server.then(response);
    try (CloudflareClient client = server.client().timeout(SHORT).build()) {
      assertThatThrownBy(() -> client.pcaps().get(RawServer.ID))
          .isInstanceOf(CloudflareException.class)
          .hasMessageContaining("pcaps/" + RawServer.ID);
      server.await("hung up");
    }
    assertThat(server.requests()).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("slowResponses")
  void timeoutEndsADownloadThatDoesNotBegin(RawServer.RawResponse response, @TempDir Path folder) {
    server.then(response);
    try (CloudflareClient client = server.client().timeout(SHORT).build()) {
      assertThatThrownBy(() -> client.pcaps().downloadTo(RawServer.ID, folder.resolve("a.pcap")))
          .isInstanceOf(CloudflareException.class);
      server.await("hung up");
    }
    assertThat(folder).isEmptyDirectory();
  }

  @ParameterizedTest
  @MethodSource("slowResponses")
  void timeoutEndsTheCallOfABorrowedClient(RawServer.RawResponse response) {
    server.then(response);
    try (CloudflareClient client =
        server.client().httpClient(new OkHttpClient()).timeout(SHORT).build()) {
      assertThatThrownBy(() -> client.pcaps().get(RawServer.ID))
          .isInstanceOf(CloudflareException.class);
      server.await("hung up");
    }
  }

  @Test
  void exceptionSaysThatTheTimeoutPassed() {
    server.then(RawServer.Peer::awaitHangUp);
    try (CloudflareClient client = server.client().timeout(SHORT).build()) {
      assertThatThrownBy(() -> client.pcaps().list())
          .isInstanceOf(TransportException.class)
          .hasMessageEndingWith("failed: the timeout passed");
    }
  }

  @Test
  void createThatWasSentHasAnUnknownOutcome() {
    server.then(RawServer.Peer::awaitHangUp);
    try (CloudflareClient client = server.client().timeout(SHORT).build()) {
      assertThatThrownBy(() -> client.pcaps().create(Given.SIMPLE))
          .isInstanceOf(OutcomeUnknownException.class)
          .hasMessageContaining("the timeout passed");
    }
  }

  @Test
  void timeoutEndsAStalledTlsHandshake() {
    server.greet(RawServer.Peer::awaitHangUp);
    String base = server.baseUrl().replace("http:", "https:");
    try (CloudflareClient client = server.client().baseUrl(base).timeout(SHORT).build()) {
      TransportException e =
          failsWith(TransportException.class, () -> client.pcaps().create(Given.SIMPLE));
      assertThat(e.outcomeUnknown()).isFalse();
      server.await("hung up");
    }
  }

  @Test
  void silenceEndsAStalledTlsHandshake() {
    server.greet(RawServer.Peer::awaitHangUp);
    String base = server.baseUrl().replace("http:", "https:");
    try (CloudflareClient client =
        server
            .client()
            .baseUrl(base)
            .readTimeout(SHORT)
            .timeout(Duration.ofHours(1))
            .retryPolicy(RetryPolicy.none())
            .build()) {
      TransportException e =
          failsWith(TransportException.class, () -> client.pcaps().create(Given.SIMPLE));
      assertThat(e.outcomeUnknown()).isFalse();
      server.await("hung up");
    }
  }

  @Test
  void createWhoseTimeIsOverIsNotSent() {
    TestTime time = TestTime.start();
    try (CloudflareClient client =
        CloudflareClient.Builder.withTime(time)
            .baseUrl(server.baseUrl())
            .accountId(RawServer.ACCOUNT)
            .apiToken(
                () -> {
                  time.pass(Duration.ofSeconds(40)); // a slow vault
                  return RawServer.TOKEN;
                })
            .timeout(Duration.ofMinutes(1))
            .build()) {
      client.pcaps().list();
      assertThatThrownBy(
              () -> client.toBuilder().timeout(SHORT).build().pcaps().create(Given.SIMPLE))
          .isInstanceOf(TransportException.class)
          .isNotInstanceOf(OutcomeUnknownException.class)
          .hasMessageEndingWith("failed: the timeout passed");
    }
    assertThat(server.requests()).containsExactly("GET /pcaps");
  }

  @Test
  void throwingListenerDoesNotAffectOtherDeadlines() {
    OkHttpClient borrowed =
        new OkHttpClient.Builder()
            .eventListener(
                new EventListener() {
                  @Override
                  public void canceled(Call call) {
                    throw new IllegalStateException("a listener's mistake");
                  }
                })
            .build();
    server.always(RawServer.Peer::awaitHangUp);
    try (CloudflareClient client = server.client().httpClient(borrowed).timeout(SHORT).build()) {
      for (int call = 0; call < 2; call++) {
        assertThatThrownBy(() -> client.pcaps().list())
            .isInstanceOf(TransportException.class)
            .hasMessageEndingWith("failed: the timeout passed");
      }
    }
  }

  @Test
  void timeoutEndsAConnectThatNobodyAccepts() {
    try (FullBacklog full = FullBacklog.start();
        CloudflareClient client = server.client().baseUrl(full.baseUrl()).timeout(SHORT).build()) {
      assertThatThrownBy(() -> client.pcaps().create(Given.SIMPLE))
          .isInstanceOf(TransportException.class)
          .isNotInstanceOf(OutcomeUnknownException.class)
          .hasMessageContaining("the timeout passed");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0.3S", "PT0.000000001S"}) // OkHttp counts milliseconds, and 0 is none
  void connectTimeoutEndsAConnectThatNobodyAccepts(Duration connectTimeout) {
    try (FullBacklog full = FullBacklog.start();
        CloudflareClient client =
            server
                .client()
                .baseUrl(full.baseUrl())
                .connectTimeout(connectTimeout)
                .retryPolicy(RetryPolicy.none())
                .build()) {
      assertThatThrownBy(() -> client.pcaps().list())
          .isInstanceOf(TransportException.class)
          .hasRootCauseInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void oneDeadlineCoversAttemptsAndPauses() {
    TestTime time = TestTime.start();
    server.then(
        peer -> {
          time.pass(Duration.ofMillis(9_600));
          peer.respond(503, "", "{}");
        });
    try (CloudflareClient client = server.at(time).timeout(Duration.ofSeconds(10)).build()) {
      assertThatThrownBy(() -> client.pcaps().list()).isInstanceOf(ApiException.class);
    }
    assertThat(time.pauses()).isEmpty();
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void silenceEndsACallBeforeItsTimeout() {
    server.then(RawServer.Peer::awaitHangUp);
    try (CloudflareClient client = server.client().readTimeout(SHORT).build()) {
      assertThatThrownBy(() -> client.pcaps().list())
          .isInstanceOf(TransportException.class)
          .hasMessageContaining("no data arrived for longer than readTimeout");
    }
  }

  @Test
  void silenceEndsADownload() throws IOException {
    server.then(DeadlineTest::beginAndStall);
    try (CloudflareClient client = server.client().readTimeout(SHORT).build();
        PcapDownload download = client.pcaps().download(RawServer.ID)) {
      assertThatThrownBy(() -> download.stream().readAllBytes())
          .isInstanceOf(SocketTimeoutException.class)
          .hasMessage("nothing received for longer than readTimeout");
      server.await("hung up");
    }
  }

  private static void beginAndStall(RawServer.Peer peer) throws IOException {
    begin(peer);
    peer.awaitHangUp();
  }

  private static void begin(RawServer.Peer peer) throws IOException {
    peer.send("HTTP/1.1 200 OK\r\nContent-Length: " + RawServer.capture().length + "\r\n\r\n");
    byte[] first = new byte[8];
    System.arraycopy(RawServer.capture(), 0, first, 0, first.length);
    peer.send(first);
  }

  @Test
  void silenceEndsADownloadToAFileTwice(@TempDir Path folder) throws IOException {
    server.then(2, DeadlineTest::beginAndStall);
    Path file = Files.writeString(folder.resolve("a.pcap"), "before");
    try (CloudflareClient client = server.client().readTimeout(SHORT).build()) {
      assertThatThrownBy(() -> client.pcaps().downloadTo(RawServer.ID, file))
          .isInstanceOf(TransportException.class)
          .hasMessageContaining("broke off after 8 bytes");
    }
    assertThat(server.requests()).hasSize(2);
    assertThat(file).hasContent("before");
    assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file));
  }

  @Test
  void downloadThatKeepsArrivingOutlastsTheTimeout() throws IOException {
    TestTime time = TestTime.start();
    server.then(
        peer -> {
          begin(peer);
          for (int i = 8; i < RawServer.capture().length; i++) {
            peer.send(new byte[] {RawServer.capture()[i]});
            time.pass(Duration.ofSeconds(10));
          }
        });
    Duration patience = Duration.ofHours(1);
    try (CloudflareClient client = server.at(time).readTimeout(patience).build();
        PcapDownload download = client.pcaps().download(RawServer.ID)) {
      assertThat(download.stream().readAllBytes()).isEqualTo(RawServer.capture());
    }
  }
}
