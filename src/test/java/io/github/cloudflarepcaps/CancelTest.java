package io.github.cloudflarepcaps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cloudflarepcaps.model.Pcap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Cancelling a future ends its HTTP exchange. */
@Tag("okhttp4")
@Timeout(60)
class CancelTest {
  private static final Operation<Pcap> GET = Operation.getPcap(RawServer.ACCOUNT, Given.ID);

  private final RawServer server = RawServer.start();

  @AfterEach
  void close() {
    server.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"IN_THE_TLS_HANDSHAKE", "WAITING_FOR_HEADERS", "READING_A_BODY"})
  void cancelEndsTheExchange(Stuck place) {
    place.prepare(server);
    String base =
        place == Stuck.IN_THE_TLS_HANDSHAKE
            ? server.baseUrl().replace("http:", "https:")
            : server.baseUrl();
    try (CloudflareClient client = server.client().baseUrl(base).build()) {
      CompletableFuture<?> future = client.sendAsync(GET);
      server.await(place == Stuck.IN_THE_TLS_HANDSHAKE ? "accepted" : "silent");
      assertThat(future.cancel(true)).isTrue();
      server.await("hung up");
      assertThat(future).isCancelled();
    }
    assertThat(server.connections()).as("nothing is repeated").isEqualTo(1);
  }

  @Test
  void cancelEndsTheConnect() {
    try (FullBacklog full = FullBacklog.start();
        CloudflareClient client = server.client().baseUrl(full.baseUrl()).build()) {
      AtomicReference<Thread> thread = new AtomicReference<>();
      CountDownLatch ended = new CountDownLatch(1);
      try (CloudflareClient derived =
          client.toBuilder()
              .executor(
                  work ->
                      thread.set(
                          ThreadKind.PLATFORM.start(
                              () -> {
                                work.run();
                                ended.countDown();
                              })))
              .build()) {
        CompletableFuture<?> future = derived.sendAsync(GET);
        ThreadKind.awaitConnecting(thread.get());
        future.cancel(true);
        assertThat(ended.await(8, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  @Test
  void aCancelledBackOffIsNotFollowedByAnAttempt() {
    CountDownLatch ended = new CountDownLatch(1);
    Stuck.BACKING_OFF.prepare(server);
    try (CloudflareClient client =
        server
            .client()
            .executor(
                work ->
                    ThreadKind.PLATFORM.start(
                        () -> {
                          work.run();
                          ended.countDown();
                        }))
            .build()) {
      CompletableFuture<?> future = client.sendAsync(GET);
      server.await("request");
      future.cancel(true);
      assertThat(ended.await(8, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void aDownloadThatArrivesAfterwardsIsClosed() {
    AtomicReference<CompletableFuture<?>> future = new AtomicReference<>();
    Queue<Runnable> queue = new ArrayDeque<>();
    Stuck.READING_A_DOWNLOAD.prepare(server);
    try (CloudflareClient client =
        server
            .client()
            .executor(queue::add)
            .observer(attempt -> future.get().cancel(true)) // when the answer is there
            .build()) {
      future.set(client.sendAsync(Operation.downloadPcap(RawServer.ACCOUNT, Given.ID)));
      queue.remove().run();
      server.await("hung up");
      assertThat(future.get()).isCancelled();
    }
  }

  @Test
  void aCallThatIsCancelledBeforeItsTurnSendsNothing() {
    Queue<Runnable> queue = new ArrayDeque<>();
    try (CloudflareClient client = server.client().executor(queue::add).build()) {
      client.sendAsync(GET).cancel(true);
      queue.remove().run();
    }
    assertThat(server.connections()).isZero();
  }

  @Test
  void cancellingAFutureMadeFromItLeavesTheCallAlone() {
    CompletableFuture<Void> release = new CompletableFuture<>();
    server.then(
        peer -> {
          release.join();
          peer.answerWell();
        });
    try (CloudflareClient client = server.client().build()) {
      CompletableFuture<ApiResponse<Pcap>> future = client.sendAsync(GET);
      future.thenApply(ApiResponse::result).cancel(true);
      release.complete(null);
      assertThat(future.join().result().id()).isEqualTo(Given.ID);
    }
  }

  @Test
  void whatTheCallThrowsIsTheFuturesFailure() {
    server.then(peer -> peer.answer(404, "", "{}"));
    try (CloudflareClient client = server.client().build()) {
      assertThatThrownBy(() -> client.sendAsync(GET).join())
          .isInstanceOf(CompletionException.class)
          .hasCauseInstanceOf(NotFoundException.class);
    }
  }

  @Test
  void anExecutorThatRefusesFailsTheFuture() {
    try (CloudflareClient client =
        server
            .client()
            .executor(
                work -> {
                  throw new RejectedExecutionException("full");
                })
            .build()) {
      assertThatThrownBy(() -> client.sendAsync(GET).join())
          .hasCauseInstanceOf(RejectedExecutionException.class);
    }
  }

  @Test
  void thirtyCallsAreUnderWayAtOnce() {
    CompletableFuture<Void> release = new CompletableFuture<>();
    server.always(
        peer -> {
          peer.tell("held");
          release.join();
          peer.answerWell();
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
