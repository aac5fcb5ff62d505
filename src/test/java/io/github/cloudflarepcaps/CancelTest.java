package io.github.cloudflarepcaps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cloudflarepcaps.model.Pcap;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Canceling a future ends its HTTP exchange, wherever it is. */
@Timeout(60)
class CancelTest {
  private static final Operation<Pcap> GET = Operation.getPcap(Given.ACCOUNT, Given.ID);

  @AutoClose private final RawServer server = RawServer.start();

  @ParameterizedTest
  @EnumSource(names = {"IN_THE_TLS_HANDSHAKE", "WAITING_FOR_HEADERS", "READING_A_BODY"})
  void cancelEndsTheExchange(Stuck place) {
    place.prepare(server);
    boolean handshake = place == Stuck.IN_THE_TLS_HANDSHAKE;
    String base = handshake ? server.baseUrl().replace("http:", "https:") : server.baseUrl();
    try (CloudflareClient client = server.client().baseUrl(base).build()) {
      CompletableFuture<?> future = client.sendAsync(GET);
      server.await(handshake ? "accepted" : "silent");
      assertThat(future.cancel(true)).isTrue();
      server.await("client closed");
      assertThat(future).isCancelled();
    }
    assertThat(server.connections()).as("no retry").isEqualTo(1);
  }

  @Test
  void cancelEndsTheConnect() throws Exception {
    AtomicReference<Thread> caller = new AtomicReference<>();
    CompletableFuture<Void> ended = new CompletableFuture<>();
    try (FullBacklog full = FullBacklog.start();
        CloudflareClient client =
            server
                .client()
                .baseUrl(full.baseUrl())
                .executor(work -> caller.set(start(work, ended)))
                .build()) {
      CompletableFuture<?> future = client.sendAsync(GET);
      ThreadKind.awaitConnecting(caller.get());
      future.cancel(true);
      ended.get(8, TimeUnit.SECONDS);
    }
  }

  private static Thread start(Runnable work, CompletableFuture<Void> ended) {
    return ThreadKind.PLATFORM.start(
        () -> {
          work.run();
          ended.complete(null);
        });
  }

  @Test
  void cancelOfADerivedFutureDoesNotCancelTheCall() {
    CompletableFuture<Void> release = new CompletableFuture<>();
    server.then(
        peer -> {
          release.join();
          peer.respondNormally();
        });
    try (CloudflareClient client = server.client().build()) {
      CompletableFuture<ApiResponse<Pcap>> future = client.sendAsync(GET);
      future.thenApply(ApiResponse::result).cancel(true);
      release.complete(null);
      assertThat(future.join().result().id()).isEqualTo(Given.ID);
    }
  }

  @Test
  void futureFailsWithTheExceptionOfTheCall() {
    server.then(peer -> peer.respond(404, "", "{}"));
    try (CloudflareClient client = server.client().build()) {
      assertThatThrownBy(() -> client.sendAsync(GET).join())
          .isInstanceOf(CompletionException.class)
          .hasCauseInstanceOf(NotFoundException.class);
    }
  }

  @Test
  void rejectionByTheExecutorFailsTheFuture() {
    try (CloudflareClient client = server.client().executor(CancelTest::reject).build()) {
      assertThatThrownBy(() -> client.sendAsync(GET).join())
          .hasCauseInstanceOf(RejectedExecutionException.class);
    }
  }

  private static void reject(Runnable work) {
    throw new RejectedExecutionException("full");
  }

  @Test
  void thirtyCallsAreInFlightAtOnce() {
    CompletableFuture<Void> release = new CompletableFuture<>();
    server.always(
        peer -> {
          peer.report("held");
          release.join();
          peer.respondNormally();
        });
    try (CloudflareClient client = server.client().build()) {
      List<CompletableFuture<?>> futures = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        futures.add(client.sendAsync(GET));
      }
      for (int i = 0; i < 30; i++) {
        server.await("held");
      }
      release.complete(null);
      futures.forEach(CompletableFuture::join);
    }
  }
}
