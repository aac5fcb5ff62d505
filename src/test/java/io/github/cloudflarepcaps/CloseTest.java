package io.github.cloudflarepcaps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Closing a client ends its calls and connections at once, and no others. */
@Timeout(60)
class CloseTest {
  @AutoClose private final RawServer server = RawServer.start();
  @AutoClose private final FullBacklog full = FullBacklog.start();

  @ParameterizedTest
  @EnumSource
  void closedClientRejectsEveryCall(Call call) {
    CloudflareClient client = server.client().build();
    client.close();
    client.close();
    assertThatThrownBy(() -> call.make(client))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the client is closed");
    assertThatThrownBy(() -> client.sendAsync(call.operation()))
        .isInstanceOf(IllegalStateException.class);
    assertThat(server.connections()).isZero();
  }

  @Test
  void closedClientRejectsWaits() {
    CloudflareClient client = server.client().build();
    client.close();
    WaitOptions minute = WaitOptions.upTo(Duration.ofMinutes(1));
    assertThatThrownBy(() -> client.pcaps().await(Given.ID, minute))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the client is closed");
    assertThatThrownBy(() -> client.ownership().await(Given.ID, minute))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the client is closed");
  }

  @Test
  void derivingFromAClosedClientIsRejected() {
    CloudflareClient client = server.client().build();
    client.close();
    assertThatThrownBy(() -> client.toBuilder().build()).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void serviceOfAClosedClientRejectsCalls() {
    CloudflareClient client = server.client().build();
    PcapService pcaps = client.pcaps();
    client.close();
    assertThatThrownBy(pcaps::list).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void closingAParentClosesDerivedClientsButNotViceVersa() {
    CloudflareClient parent = server.client().build();
    CloudflareClient first = parent.toBuilder().build();
    CloudflareClient second = first.toBuilder().build();
    first.close();
    assertThatThrownBy(() -> second.pcaps().list()).isInstanceOf(IllegalStateException.class);
    parent.pcaps().list();
    CloudflareClient third = parent.toBuilder().build();
    parent.close();
    assertThatThrownBy(() -> third.pcaps().list()).isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @EnumSource
  void callsInFlightEnd(Stuck place) throws Exception {
    place.prepare(server);
    CompletableFuture<Throwable> failure = new CompletableFuture<>();
    CloudflareClient client = server.client().baseUrl(place.baseUrl(server, full)).build();
    Thread thread =
        ThreadKind.PLATFORM.start(() -> failure.complete(catchThrowable(() -> place.call(client))));
    place.await(thread, server);
    client.close();
    Throwable ended = failure.get(8, TimeUnit.SECONDS);
    assertThat(ended).isInstanceOf(TransportException.class).hasMessageContaining("closed");
  }

  @Test
  void waitsInFlightEnd() throws Exception {
    server.always(
        peer ->
            peer.respond(
                200, "", Fixture.result("[" + Fixture.bucket("'status':'pending'") + "]")));
    CloudflareClient client = server.client().build();
    CompletableFuture<Throwable> one = new CompletableFuture<>();
    CompletableFuture<Throwable> another = new CompletableFuture<>();
    for (CompletableFuture<Throwable> end : List.of(one, another)) {
      ThreadKind.PLATFORM.start(
          () ->
              end.complete(
                  catchThrowable(
                      () ->
                          client
                              .ownership()
                              .await(Given.ID, WaitOptions.upTo(Duration.ofHours(1))))));
    }
    server.await("request");
    server.await("request");
    client.close();
    assertThat(one.get(8, TimeUnit.SECONDS)).isInstanceOf(TransportException.class);
    assertThat(another.get(8, TimeUnit.SECONDS)).isInstanceOf(TransportException.class);
  }

  @Test
  void idleDownloadFailsAtItsNextRead() throws IOException {
    server.then(
        peer -> {
          peer.send("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
          peer.send(CaptureBytes.onePacket());
          peer.awaitClose();
        });
    CloudflareClient client = server.client().build();
    try (PcapDownload download = client.pcaps().download(Given.ID)) {
      client.close();
      assertThatThrownBy(() -> download.stream().readAllBytes())
          .isInstanceOf(IOException.class)
          .hasMessageContaining("the client was closed");
      server.await("client closed");
    }
  }

  @Test
  void queuedCallFails() {
    Queue<Runnable> queue = new ArrayDeque<>();
    CloudflareClient client = server.client().executor(queue::add).build();
    CompletableFuture<?> future = client.sendAsync(Operation.getPcap(Given.ACCOUNT, Given.ID));
    client.close();
    queue.remove().run();
    assertThatThrownBy(future::join).hasCauseInstanceOf(IllegalStateException.class);
    assertThat(server.connections()).isZero();
  }

  @Test
  void idleConnectionsAreClosed() {
    CloudflareClient client = server.client().build();
    client.pcaps().list();
    assertThat(server.openConnections()).isEqualTo(1);
    client.close();
    ThreadKind.until(() -> server.openConnections() == 0, "no connection is open");
  }

  @Test
  void borrowedClientStaysOpen() throws IOException {
    OkHttpClient http = new OkHttpClient();
    CloudflareClient client = server.client().httpClient(http).build();
    client.pcaps().list();
    client.close();
    assertThat(http.connectionPool().idleConnectionCount()).isEqualTo(1);
    assertThat(http.dispatcher().executorService().isShutdown()).isFalse();
    Request request = new Request.Builder().url(server.baseUrl()).build();
    try (Response response = http.newCall(request).execute()) {
      assertThat(response.code()).isEqualTo(200);
    }
    http.connectionPool().evictAll();
  }
}
