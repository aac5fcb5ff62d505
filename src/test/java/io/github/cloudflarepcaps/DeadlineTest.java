package io.github.cloudflarepcaps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A call ends at its deadline, whatever the server does. */
@Timeout(30)
class DeadlineTest {
  private static final Duration SHORT = Duration.ofMillis(300);

  @AutoClose private final RawServer server = RawServer.start();

  static Stream<Named<RawServer.Script>> slowResponses() {
    return Stream.of(
        Named.of("nothing", RawPeer::awaitClose),
        Named.of(
            "headers that trickle", peer -> peer.trickle("HTTP/1.1 200 OK\r\n" + many("A: b\r\n"))),
        Named.of(
            "half of the headers",
            peer -> {
              peer.send("HTTP/1.1 200 OK\r\nContent-Type: ");
              peer.awaitClose();
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
              peer.awaitClose();
            }),
        Named.of(
            "an error whose body stalls",
            peer -> {
              peer.send("HTTP/1.1 404 Not Found\r\nContent-Length: 500\r\n\r\n{\"result\":");
              peer.awaitClose();
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
  void timeoutEndsTheCallAndItsExchange(RawServer.Script response) {
    server.then(response);
    try (CloudflareClient client = server.client().timeout(SHORT).build()) {
      assertThatThrownBy(() -> client.pcaps().get(Given.ID))
          .isInstanceOf(CloudflareException.class)
          .hasMessageContaining("pcaps/" + Given.ID);
      server.await("client closed");
    }
    assertThat(server.requests()).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("slowResponses")
  void timeoutEndsADownloadThatDoesNotBegin(RawServer.Script response, @TempDir Path directory) {
    server.then(response);
    try (CloudflareClient client = server.client().timeout(SHORT).build()) {
      assertThatThrownBy(() -> client.pcaps().downloadTo(Given.ID, directory.resolve("a.pcap")))
          .isInstanceOf(CloudflareException.class);
      server.await("client closed");
    }
    assertThat(directory).isEmptyDirectory();
  }

  @ParameterizedTest
  @MethodSource("slowResponses")
  void timeoutEndsTheCallOfABorrowedClient(RawServer.Script response) {
    server.then(response);
    try (CloudflareClient client =
        server.client().httpClient(new OkHttpClient()).timeout(SHORT).build()) {
      assertThatThrownBy(() -> client.pcaps().get(Given.ID))
          .isInstanceOf(CloudflareException.class);
      server.await("client closed");
    }
  }

  @Test
  void exceptionReportsTheTimeout() {
    server.then(RawPeer::awaitClose);
    try (CloudflareClient client = server.client().timeout(SHORT).build()) {
      assertThatThrownBy(() -> client.pcaps().list())
          .isInstanceOf(TransportException.class)
          .hasMessageEndingWith("failed: the timeout passed");
    }
  }

  @Test
  void createThatWasSentHasAnUnknownOutcome() {
    server.then(RawPeer::awaitClose);
    try (CloudflareClient client = server.client().timeout(SHORT).build()) {
      assertThatThrownBy(() -> client.pcaps().create(Given.SIMPLE))
          .isInstanceOf(OutcomeUnknownException.class)
          .hasMessageContaining("the timeout passed");
    }
  }

  @Test
  void createPastItsDeadlineIsNotSent() {
    TestTime time = TestTime.start();
    try (CloudflareClient client =
        CloudflareClient.Builder.withTime(time)
            .baseUrl(server.baseUrl())
            .accountId(Given.ACCOUNT)
            .apiToken(
                () -> {
                  time.pass(Duration.ofSeconds(40)); // a slow vault
                  return Given.TOKEN;
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
    server.always(RawPeer::awaitClose);
    try (CloudflareClient client = server.client().httpClient(borrowed).timeout(SHORT).build()) {
      for (int call = 0; call < 2; call++) {
        assertThatThrownBy(() -> client.pcaps().list())
            .isInstanceOf(TransportException.class)
            .hasMessageEndingWith("failed: the timeout passed");
      }
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
    server.then(RawPeer::awaitClose);
    try (CloudflareClient client = server.client().readTimeout(SHORT).build()) {
      assertThatThrownBy(() -> client.pcaps().list())
          .isInstanceOf(TransportException.class)
          .hasMessageContaining("no data arrived for longer than readTimeout");
    }
  }
}
