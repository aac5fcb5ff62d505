package io.github.cloudflarepcaps;

import static io.github.cloudflarepcaps.Failing.failsWith;
import static io.github.cloudflarepcaps.RawServer.status;
import static io.github.cloudflarepcaps.TestTime.millis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which failures are retried, after which pauses, and when a call gives up. */
class RetriesTest {
  private static final RetryPolicy PATIENT = RetryPolicy.standard().withMaxRetries(8);

  @AutoClose private final RawServer server = RawServer.start();
  private final TestTime time = TestTime.start();

  /** The connection is not used again. */
  private static RawServer.Script closing(int status) {
    return status(status, "Connection: close\r\n", "{}");
  }

  private static ApiException rejection(CloudflareClient client) {
    return failsWith(ApiException.class, () -> client.pcaps().list());
  }

  private static Duration micros(long micros) {
    return Duration.ofNanos(micros * 1000);
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524})
  void transientStatusIsRetriedTwice(int status) {
    server.then(3, status(status));
    try (CloudflareClient client = server.at(time).build()) {
      ApiException e = rejection(client);
      assertThat(e.statusCode()).isEqualTo(status);
      assertThat(e.attempts()).isEqualTo(3);
      assertThat(e).hasMessageContaining("after 3 attempts");
    }
    assertThat(server.requests()).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {301, 302, 307, 308, 400, 401, 403, 404, 405, 409, 410, 413, 422, 501, 505, 525, 526})
  void permanentStatusIsNotRetried(int status) {
    server.then(status(status, "Retry-After: 1\r\nLocation: /elsewhere\r\n", "{}"));
    try (CloudflareClient client = server.at(time).build()) {
      assertThat(rejection(client).statusCode()).isEqualTo(status);
    }
    assertThat(server.requests()).hasSize(1);
  }

  static Stream<Call> idempotent() {
    return Stream.of(Call.values()).filter(call -> !call.isAtMostOnce());
  }

  @ParameterizedTest
  @MethodSource("idempotent")
  void everyIdempotentCallIsRetried(Call call) {
    server.then(closing(503)).then(RawPeer::reset);
    try (CloudflareClient client = server.at(time).build()) {
      call.makeAndClose(client);
    }
    assertThat(server.requests()).hasSize(3);
    assertThat(time.pauses()).isEqualTo(millis(500, 1000));
  }

  @Test
  void successFalseIsNotRetried() {
    server.then(status(200, "", "{\"success\":false,\"errors\":[{\"code\":1000}]}"));
    try (CloudflareClient client = server.at(time).build()) {
      assertThat(rejection(client).statusCode()).isEqualTo(200);
    }
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void policyNoneMakesOneAttempt() {
    server.then(status(503));
    try (CloudflareClient client = server.at(time).retryPolicy(RetryPolicy.none()).build()) {
      assertThat(rejection(client).attempts()).isEqualTo(1);
    }
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void pausesDoubleUpToTheMaximum() {
    server.then(8, status(500));
    try (CloudflareClient client = server.at(time).retryPolicy(PATIENT).build()) {
      client.pcaps().list();
    }
    assertThat(time.pauses()).isEqualTo(millis(500, 1000, 2000, 4000, 8000, 8000, 8000, 8000));
  }

  @Test
  void jitterTakesUpToAQuarterOfAPause() {
    TestTime chancy = TestTime.startWithRandom(0.5);
    server.then(2, status(500));
    try (CloudflareClient client = server.at(chancy).build()) {
      client.pcaps().list();
    }
    assertThat(chancy.pauses()).isEqualTo(List.of(micros(437_500), micros(875_000)));
  }

  @Test
  void firstDelayIsBoundedByTheMaximum() {
    RetryPolicy policy =
        RetryPolicy.standard()
            .withFirstDelay(Duration.ofSeconds(3))
            .withMaxDelay(Duration.ofSeconds(4));
    server.then(2, status(500));
    try (CloudflareClient client = server.at(time).retryPolicy(policy).build()) {
      client.pcaps().list();
    }
    assertThat(time.pauses()).isEqualTo(millis(3000, 4000));
  }

  @Test
  void backOffEndsWithTheTimeout() {
    server.then(8, status(503));
    try (CloudflareClient client =
        server.at(time).retryPolicy(PATIENT).timeout(Duration.ofSeconds(4)).build()) {
      assertThat(rejection(client).attempts()).isEqualTo(4);
    }
    assertThat(time.pauses()).isEqualTo(millis(500, 1000, 2000));
  }

  @Test
  void deleteWhoseResponseWasLostSucceedsOnA404() {
    server.then(RawPeer::close).then(status(404));
    try (CloudflareClient client = server.at(time).build()) {
      client.ownership().delete(Given.ID);
    }
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void deleteThatGetsA404AtFirstFails() {
    server.then(status(404));
    try (CloudflareClient client = server.at(time).build()) {
      assertThatThrownBy(() -> client.ownership().delete(Given.ID))
          .isInstanceOf(NotFoundException.class);
    }
  }

  @Test
  void deleteThatGetsA404AfterA429Fails() {
    server.then(status(429)).then(status(404));
    try (CloudflareClient client = server.at(time).build()) {
      assertThatThrownBy(() -> client.ownership().delete(Given.ID))
          .isInstanceOf(NotFoundException.class);
    }
  }

  @Test
  void deleteOnAClosedConnectionSucceedsOnA404() {
    server.then(RawPeer::respondNormally).then(RawPeer::close).then(status(404));
    try (CloudflareClient client = server.at(time).retryPolicy(RetryPolicy.none()).build()) {
      client.pcaps().list();
      client.ownership().delete(Given.ID);
    }
    assertThat(server.requests()).hasSize(3);
  }

  @Test
  void getThatGetsA404OnARetryFails() {
    server.then(status(503)).then(status(404));
    try (CloudflareClient client = server.at(time).build()) {
      assertThatThrownBy(() -> client.pcaps().get(Given.ID)).isInstanceOf(NotFoundException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("idempotent")
  void closedIdleConnectionCostsNoPauseAndNoAttempt(Call call) {
    server.then(RawPeer::respondNormally).then(RawPeer::reset);
    List<CallAttempt> attempts = new ArrayList<>();
    try (CloudflareClient client =
        server.at(time).retryPolicy(RetryPolicy.none()).observer(attempts::add).build()) {
      client.pcaps().list();
      call.makeAndClose(client);
    }
    assertThat(server.connections()).isEqualTo(2);
    assertThat(time.pauses()).isEmpty();
    assertThat(attempts).extracting(CallAttempt::attempt).containsExactly(1, 1);
    assertThat(attempts.get(1).statusCode()).isEqualTo(200);
  }

  @Test
  void newConnectionThatClosesCostsAnAttempt() {
    server.then(RawPeer::close);
    try (CloudflareClient client = server.at(time).retryPolicy(RetryPolicy.none()).build()) {
      assertThatThrownBy(() -> client.pcaps().list()).isInstanceOf(TransportException.class);
    }
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void serverThatClosesEveryConnectionGetsOneRequestPerAttempt() {
    server.then(100, RawPeer::close);
    try (CloudflareClient client = server.at(time).build()) {
      assertThatThrownBy(() -> client.pcaps().list())
          .isInstanceOf(TransportException.class)
          .hasMessageContaining("after 3 attempts");
    }
    assertThat(server.requests()).hasSize(3);
  }

  @Test
  void unknownHostIsRetried() {
    AtomicInteger lookups = new AtomicInteger();
    OkHttpClient http =
        new OkHttpClient.Builder()
            .dns(
                host -> {
                  lookups.incrementAndGet();
                  throw new UnknownHostException(host);
                })
            .build();
    try (CloudflareClient client =
        server.at(time).baseUrl("http://localhost:1").httpClient(http).build()) {
      assertThatThrownBy(() -> client.pcaps().list())
          .isInstanceOf(TransportException.class)
          .hasMessageContaining("after 3 attempts");
    }
    assertThat(lookups).hasValue(3);
  }

  @Test
  void everyAttemptIsObserved() {
    List<CallAttempt> attempts = new ArrayList<>();
    server.then(closing(502)).then(RawPeer::close);
    try (CloudflareClient client = server.at(time).observer(attempts::add).build()) {
      client.pcaps().list();
    }
    assertThat(attempts).extracting(CallAttempt::attempt).containsExactly(1, 2, 3);
    assertThat(attempts).extracting(CallAttempt::statusCode).containsExactly(502, null, 200);
    assertThat(attempts.get(1).failure()).hasMessageContaining("unexpected end of stream");
  }
}
