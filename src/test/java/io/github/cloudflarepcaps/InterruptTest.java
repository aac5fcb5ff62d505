package io.github.cloudflarepcaps;

import static io.github.cloudflarepcaps.Failing.failsWith;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An interrupt ends the call of its thread, wherever it is, and no other. */
@Timeout(60)
class InterruptTest {
  @AutoClose private final RawServer server = RawServer.start();
  @AutoClose private final FullBacklog full = FullBacklog.start();

  static Stream<Arguments> places() {
    return ThreadKind.available().stream()
        .flatMap(kind -> Stream.of(Stuck.values()).map(place -> Arguments.of(kind, place)));
  }

  /** How a call on its own thread ended. */
  private record Outcome(Throwable failure, boolean interrupted) {}

  private static Thread run(ThreadKind kind, Runnable call, CompletableFuture<Outcome> outcome) {
    return kind.start(
        () -> {
          try {
            call.run();
            outcome.completeExceptionally(new AssertionError("the call returned"));
          } catch (Throwable e) {
            outcome.complete(new Outcome(e, Thread.currentThread().isInterrupted()));
          }
        });
  }

  private static Outcome soon(CompletableFuture<Outcome> outcome)
      throws InterruptedException, ExecutionException, TimeoutException {
    return outcome.get(8, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @MethodSource("places")
  void interruptEndsACall(ThreadKind kind, Stuck place) throws Exception {
    assertInterruptEnds(kind, place, server.client());
  }

  @ParameterizedTest
  @MethodSource("places")
  void interruptEndsACallOfABorrowedClient(ThreadKind kind, Stuck place) throws Exception {
    assertInterruptEnds(kind, place, server.client().httpClient(new OkHttpClient()));
  }

  private void assertInterruptEnds(ThreadKind kind, Stuck place, CloudflareClient.Builder builder)
      throws Exception {
    place.prepare(server);
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    try (CloudflareClient client = builder.baseUrl(place.baseUrl(server, full)).build()) {
      Thread thread = run(kind, () -> place.call(client), outcome);
      place.await(thread, server);
      thread.interrupt();
      assertThat(soon(outcome).failure()).isInstanceOf(CallInterruptedException.class);
      assertThat(soon(outcome).interrupted()).as("interrupt flag").isTrue();
      if (place.holdsAConnection()) {
        server.await("client closed");
      }
    }
  }

  @Test
  void createInterruptedAfterSendingHasAnUnknownOutcome() throws Exception {
    Stuck.CREATING.prepare(server);
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    try (CloudflareClient client = server.client().build()) {
      Thread thread = run(ThreadKind.PLATFORM, () -> client.pcaps().create(Given.SIMPLE), outcome);
      server.await("silent");
      thread.interrupt();
      assertThat(((CloudflareException) soon(outcome).failure()).outcomeUnknown()).isTrue();
      assertThat(soon(outcome).failure()).hasMessageContaining("may have taken effect");
    }
  }

  @Test
  void interruptedThreadSendsNothing() {
    try (CloudflareClient client = server.client().build()) {
      client.pcaps().list();
      Thread.currentThread().interrupt();
      CallInterruptedException e =
          failsWith(CallInterruptedException.class, () -> client.pcaps().create(Given.SIMPLE));
      assertThat(e.outcomeUnknown()).isFalse();
      assertThat(Thread.interrupted()).isTrue();
      assertThat(server.requests()).hasSize(1);
      client.pcaps().list();
    }
    assertThat(server.connections()).isEqualTo(1);
  }

  @Test
  void downloadStreamFailsWithInterruptedIOException() throws Exception {
    Stuck.READING_A_DOWNLOAD.prepare(server);
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    try (CloudflareClient client = server.client().build();
        PcapDownload download = client.pcaps().download(Given.ID)) {
      InputStream stream = download.stream();
      Thread thread = run(ThreadKind.PLATFORM, () -> drain(stream), outcome);
      server.await("silent");
      thread.interrupt();
      assertThat(soon(outcome).failure()).hasCauseInstanceOf(InterruptedIOException.class);
      assertThat(soon(outcome).interrupted()).isTrue();
    }
  }

  private static void drain(InputStream stream) {
    try {
      stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Stream<Arguments> kindsOfClients() {
    return ThreadKind.available().stream()
        .flatMap(kind -> Stream.of(Arguments.of(kind, false), Arguments.of(kind, true)));
  }

  @ParameterizedTest
  @MethodSource("kindsOfClients")
  void concurrentCallsAreNotAffected(ThreadKind kind, boolean borrowed) throws Exception {
    CompletableFuture<Void> release = new CompletableFuture<>();
    server.always(
        peer -> {
          peer.report("held");
          release.join();
          peer.respondNormally();
        });
    CloudflareClient.Builder builder = server.client().retryPolicy(RetryPolicy.none());
    if (borrowed) {
      builder.httpClient(new OkHttpClient());
    }
    try (CloudflareClient client = builder.build()) {
      List<CompletableFuture<String>> concurrent = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        String id = "concurrent" + i;
        CompletableFuture<String> future = new CompletableFuture<>();
        concurrent.add(future);
        kind.start(() -> future.complete(client.pcaps().get(id).id()));
      }
      CompletableFuture<Outcome> outcome = new CompletableFuture<>();
      Thread thread = run(kind, () -> client.pcaps().get("interrupted"), outcome);
      for (int i = 0; i < 9; i++) {
        server.await("held");
      }
      thread.interrupt();
      assertThat(soon(outcome).failure()).isInstanceOf(CallInterruptedException.class);
      release.complete(null);
      for (int i = 0; i < 8; i++) {
        assertThat(concurrent.get(i).get(8, TimeUnit.SECONDS)).isEqualTo("concurrent" + i);
      }
    }
  }
}
