package io.github.cloudflarepcaps;

import static io.github.cloudflarepcaps.Failing.failsWith;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
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
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Create, add and validate are sent at most once. */
class AtMostOnceTest {
  @AutoClose private final RawServer server = RawServer.start();
  private final TestTime time = TestTime.start();

  static Stream<Call> once() {
    return Stream.of(Call.values()).filter(Call::isAtMostOnce);
  }

  private static OutcomeUnknownException unknown(Call call, CloudflareClient client) {
    return failsWith(OutcomeUnknownException.class, () -> call.makeAndClose(client));
  }

  @ParameterizedTest
  @MethodSource("once")
  void isSentOnceWhenTheConnectionClosesBeforeTheResponse(Call call) {
    server.then(RawPeer::close);
    try (CloudflareClient client = server.at(time).build()) {
      OutcomeUnknownException e = unknown(call, client);
      assertThat(e.outcomeUnknown()).isTrue();
      assertThat(e).hasMessageContaining("It may have taken effect; check list() before retrying");
    }
    assertThat(server.requests()).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("once")
  void isSentOnceWhenTheConnectionIsReset(Call call) {
    server.then(RawPeer::reset);
    try (CloudflareClient client = server.at(time).build()) {
      assertThat(unknown(call, client).attempts()).isEqualTo(1);
    }
    assertThat(server.requests()).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("once")
  void isSentOnceWhenTheResponseIsTruncated(Call call) {
    server.then(
        peer -> {
          peer.send("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"result\":{\"id\":\"abc\",");
          peer.close();
        });
    try (CloudflareClient client = server.at(time).build()) {
      assertThat(unknown(call, client).pcapId()).isEqualTo("abc");
    }
    assertThat(server.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 500, 502, 503, 504, 520, 521, 522, 523, 524, 525, 526})
  void transientStatusLeavesTheOutcomeUnknown(int status) {
    server.then(peer -> peer.respond(status, "Retry-After: 0\r\n", "{}"));
    try (CloudflareClient client = server.at(time).build()) {
      ApiException e = failsWith(ApiException.class, () -> Call.CREATE_SIMPLE.make(client));
      assertThat(e.statusCode()).isEqualTo(status);
      assertThat(e.outcomeUnknown()).isTrue();
    }
    assertThat(server.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 307, 308, 400, 401, 403, 404, 409, 421})
  void rejectionIsFinal(int status) {
    server.then(peer -> peer.respond(status, "Location: " + server.baseUrl() + "\r\n", "{}"));
    try (CloudflareClient client = server.at(time).build()) {
      ApiException e = failsWith(ApiException.class, () -> Call.CREATE_SIMPLE.make(client));
      assertThat(e.statusCode()).isEqualTo(status);
      assertThat(e.outcomeUnknown()).isFalse();
    }
    assertThat(server.requests()).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("once")
  void isRetriedAfter429(Call call) {
    server.then(2, peer -> peer.respond(429, "Retry-After: 7\r\n", "{}"));
    try (CloudflareClient client = server.at(time).build()) {
      call.makeAndClose(client);
    }
    assertThat(server.requests()).hasSize(3);
    assertThat(time.pauses()).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(7));
  }

  @ParameterizedTest
  @MethodSource("once")
  void closedIdleConnectionIsNotUsed(Call call) {
    server.then(
        peer -> {
          peer.respondNormally();
          peer.close();
          peer.report("closed");
        });
    try (CloudflareClient client = server.at(time).build()) {
      client.pcaps().list();
      server.await("closed");
      call.makeAndClose(client);
    }
    assertThat(server.requests()).hasSize(2);
    assertThat(time.pauses()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("once")
  void isSentOnceOnAReusedConnectionThatCloses(Call call) {
    server.then(RawPeer::respondNormally).then(RawPeer::close);
    try (CloudflareClient client = server.at(time).build()) {
      client.pcaps().list();
      unknown(call, client);
    }
    assertThat(server.requests()).hasSize(2);
    assertThat(server.connections()).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("once")
  void isRetriedWhenTheConnectionIsRefused(Call call) {
    server.close();
    try (CloudflareClient client = server.at(time).build()) {
      TransportException e = failsWith(TransportException.class, () -> call.makeAndClose(client));
      assertThat(e).isNotInstanceOf(OutcomeUnknownException.class);
      assertThat(e.outcomeUnknown()).isFalse();
      assertThat(e.attempts()).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @MethodSource("once")
  void isSentToTheAddressThatAcceptsConnections(Call call) {
    try (CloudflareClient client = onAddresses("127.0.0.2", "127.0.0.1")) {
      call.makeAndClose(client);
    }
    assertThat(server.requests()).hasSize(1);
    assertThat(time.pauses()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("once")
  void isNotSentToASecondAddressAfterTheFirstReceivedIt(Call call) {
    server.then(RawPeer::close);
    try (RawServer second = server.startBeside("127.0.0.2");
        CloudflareClient client = onAddresses("127.0.0.1", "127.0.0.2")) {
      unknown(call, client);
      assertThat(second.requests()).isEmpty();
    }
    assertThat(server.requests()).hasSize(1);
  }

  private CloudflareClient onAddresses(String... addresses) {
    OkHttpClient http =
        new OkHttpClient.Builder()
            .dns(
                host -> {
                  List<InetAddress> all = new ArrayList<>();
                  for (String address : addresses) {
                    all.add(InetAddress.getByName(address));
                  }
                  return all;
                })
            .build();
    return server
        .at(time)
        .baseUrl("http://localhost:" + server.port() + "/client/v4")
        .httpClient(http)
        .build();
  }

  @ParameterizedTest
  @MethodSource("once")
  void isRetriedWhenTheHostWasUnknownAtFirst(Call call) {
    AtomicInteger lookups = new AtomicInteger();
    OkHttpClient http =
        new OkHttpClient.Builder()
            .dns(
                host -> {
                  if (lookups.incrementAndGet() == 1) {
                    throw new UnknownHostException(host);
                  }
                  return List.of(InetAddress.getByName("127.0.0.1"));
                })
            .build();
    try (CloudflareClient client =
        server
            .at(time)
            .baseUrl("http://localhost:" + server.port() + "/client/v4")
            .httpClient(http)
            .build()) {
      call.makeAndClose(client);
    }
    assertThat(server.requests()).hasSize(1);
    assertThat(time.pauses()).containsExactly(Duration.ofMillis(500));
  }

  @Test
  void idInATruncatedResponseIsKept() {
    server.then(
        peer -> {
          peer.send("HTTP/1.1 200 OK\r\nCF-Ray: 8f1\r\nContent-Length: 99\r\n\r\n");
          peer.send("{\"result\":{\"id\":\"" + Given.ID + "\"");
          peer.close();
        });
    try (CloudflareClient client = server.at(time).build()) {
      OutcomeUnknownException e = unknown(Call.CREATE_SIMPLE, client);
      assertThat(e.pcapId()).isEqualTo(Given.ID);
      assertThat(e.rayId()).isEqualTo("8f1");
      assertThat(e).hasMessageContaining("POST /accounts/" + Given.ACCOUNT + "/pcaps was sent");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Call.class,
      names = {"CREATE_SIMPLE", "CREATE_FULL", "ADD_BUCKET", "VALIDATE_BUCKET"},
      mode = EnumSource.Mode.EXCLUDE)
  void idempotentCallIsRetriedWhenTheConnectionBreaks(Call call) {
    server.then(2, RawPeer::close);
    try (CloudflareClient client = server.at(time).build()) {
      call.makeAndClose(client);
    }
    assertThat(server.requests()).hasSize(3);
  }
}
