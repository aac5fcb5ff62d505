package io.github.cloudflarepcaps;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudflarepcaps.model.Pcap;
import io.github.cloudflarepcaps.model.SimplePcap;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Completing a future before its call ends closes the exchange and stops the retries. */
@Timeout(60)
class FutureCompletedEarlyTest {
  private static final Operation<Pcap> GET = Operation.getPcap(Given.ACCOUNT, Given.ID);
  private static final Operation<SimplePcap> CREATE =
      Operation.createPcap(Given.ACCOUNT, Given.SIMPLE);
  private static final Operation<PcapDownload> DOWNLOAD =
      Operation.downloadPcap(Given.ACCOUNT, Given.ID);

  @AutoClose private final RawServer server = RawServer.start();

  /** How a future is completed. */
  enum Way {
    CANCEL {
      @Override
      <T> void complete(CompletableFuture<ApiResponse<T>> future) {
        future.cancel(false);
      }
    },
    OR_TIMEOUT {
      @Override
      <T> void complete(CompletableFuture<ApiResponse<T>> future) {
        future.orTimeout(1, TimeUnit.MILLISECONDS);
      }
    },
    COMPLETE_ON_TIMEOUT {
      @Override
      <T> void complete(CompletableFuture<ApiResponse<T>> future) {
        future.completeOnTimeout(Nulls.nothing(), 1, TimeUnit.MILLISECONDS);
      }
    },
    COMPLETE {
      @Override
      <T> void complete(CompletableFuture<ApiResponse<T>> future) {
        future.complete(Nulls.nothing());
      }
    },
    COMPLETE_ASYNC {
      @Override
      <T> void complete(CompletableFuture<ApiResponse<T>> future) {
        future.completeAsync(Nulls::nothing);
      }
    },
    /** What Resilience4j's TimeLimiter does. */
    COMPLETE_EXCEPTIONALLY_ON_ITS_STAGE {
      @Override
      <T> void complete(CompletableFuture<ApiResponse<T>> future) {
        future.toCompletableFuture().completeExceptionally(new TimeoutException("the limiter's"));
      }
    };

    abstract <T> void complete(CompletableFuture<ApiResponse<T>> future);
  }

  @ParameterizedTest
  @EnumSource
  void exchangeCloses(Way way) {
    Stuck.WAITING_FOR_HEADERS.prepare(server);
    try (CloudflareClient client = server.client().build()) {
      CompletableFuture<ApiResponse<Pcap>> future = client.sendAsync(GET);
      server.await("silent");
      way.complete(future);
      server.await("client closed");
    }
    assertThat(server.requests()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void createThatPausesAfterA429IsNotSentAgain(Way way) throws InterruptedException {
    CountDownLatch ended = new CountDownLatch(1);
    server.then(peer -> peer.respond(429, "Retry-After: 30\r\n", "{}"));
    try (CloudflareClient client = server.client().executor(reporting(ended)).build()) {
      CompletableFuture<ApiResponse<SimplePcap>> future = client.sendAsync(CREATE);
      server.await("request");
      way.complete(future);
      assertThat(ended.await(8, TimeUnit.SECONDS)).as("the call has ended").isTrue();
    }
    assertThat(server.requests()).containsExactly("POST /pcaps");
  }

  private static Executor reporting(CountDownLatch ended) {
    return work ->
        ThreadKind.PLATFORM.start(
            () -> {
              work.run();
              ended.countDown();
            });
  }

  @ParameterizedTest
  @EnumSource
  void lateDownloadIsClosed(Way way) {
    AtomicReference<CompletableFuture<ApiResponse<PcapDownload>>> future = new AtomicReference<>();
    Queue<Runnable> queue = new ArrayDeque<>();
    Stuck.READING_A_DOWNLOAD.prepare(server);
    try (CloudflareClient client =
        server
            .client()
            .executor(queue::add)
            .observer(attempt -> completeAndWait(way, future.get())) // the response is there
            .build()) {
      future.set(client.sendAsync(DOWNLOAD));
      queue.remove().run();
      server.await("client closed");
    }
  }

  private static void completeAndWait(
      Way way, CompletableFuture<ApiResponse<PcapDownload>> future) {
    way.complete(future);
    ThreadKind.until(future::isDone, "the future is complete");
  }

  @ParameterizedTest
  @EnumSource
  void queuedCallSendsNothing(Way way) {
    Queue<Runnable> queue = new ArrayDeque<>();
    try (CloudflareClient client = server.client().executor(queue::add).build()) {
      CompletableFuture<ApiResponse<Pcap>> future = client.sendAsync(GET);
      way.complete(future);
      ThreadKind.until(future::isDone, "the future is complete");
      queue.remove().run();
    }
    assertThat(server.connections()).isZero();
  }

  @Test
  void timelyDownloadStaysOpen() throws Exception {
    try (CloudflareClient client = server.client().build();
        PcapDownload download =
            client.sendAsync(DOWNLOAD).orTimeout(1, TimeUnit.MINUTES).join().result()) {
      assertThat(download.stream().readAllBytes()).isEqualTo(CaptureBytes.onePacket());
    }
  }
}
