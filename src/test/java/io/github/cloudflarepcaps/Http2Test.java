package io.github.cloudflarepcaps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same promises on HTTP/2, where calls of a borrowed client share a connection. */
@Timeout(60)
class Http2Test {
  private static final int NO_ERROR = 0;
  private static final int INTERNAL_ERROR = 2;
  private static final int REFUSED_STREAM = 7;
  private static final int CANCEL = 8;

  @AutoClose private final MockWebServer server = new MockWebServer();
  private final TestTime time = TestTime.start();

  @BeforeEach
  void start() throws IOException {
    server.setProtocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE));
    server.start();
  }

  private CloudflareClient client(Time time) {
    OkHttpClient http =
        new OkHttpClient.Builder()
            .protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE))
            .retryOnConnectionFailure(true)
            .build();
    return CloudflareClient.Builder.withTime(time)
        .baseUrl(server.url("/client/v4").toString())
        .accountId(Given.ACCOUNT)
        .apiToken(Given.TOKEN)
        .httpClient(http)
        .build();
  }

  private static MockResponse ok() {
    return new MockResponse.Builder().body(Fixture.json("simple-created")).build();
  }

  private static MockResponse reset(int code) {
    return new MockResponse.Builder().onResponseStart(new SocketEffect.CloseStream(code)).build();
  }

  @ParameterizedTest
  @ValueSource(ints = {NO_ERROR, INTERNAL_ERROR, REFUSED_STREAM, CANCEL})
  void createWhoseStreamIsResetIsSentOnce(int code) {
    server.enqueue(ok());
    server.enqueue(reset(code));
    server.enqueue(ok());
    try (CloudflareClient client = client(time)) {
      client.pcaps().get(Given.ID);
      assertThatThrownBy(() -> client.pcaps().create(Given.SIMPLE))
          .isInstanceOf(OutcomeUnknownException.class);
    }
    assertThat(server.getRequestCount()).isEqualTo(2);
  }

  @Test
  void createWhoseConnectionClosesIsSentOnce() {
    server.enqueue(ok());
    server.enqueue(
        new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());
    server.enqueue(ok());
    try (CloudflareClient client = client(time)) {
      client.pcaps().get(Given.ID);
      assertThatThrownBy(() -> client.pcaps().create(Given.SIMPLE))
          .isInstanceOf(OutcomeUnknownException.class);
    }
    assertThat(server.getRequestCount()).isEqualTo(2);
  }

  @Test
  void interruptAndCancelDoNotAffectConcurrentCalls() throws Exception {
    CountDownLatch held = new CountDownLatch(10);
    CompletableFuture<Void> release = new CompletableFuture<>();
    server.setDispatcher(holding(held, release));
    try (CloudflareClient client = client(Time.SYSTEM)) {
      List<CompletableFuture<?>> concurrent = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        concurrent.add(client.sendAsync(Operation.getPcap(Given.ACCOUNT, Given.ID)));
      }
      CompletableFuture<?> cancelled = client.sendAsync(Operation.listPcaps(Given.ACCOUNT));
      CompletableFuture<Throwable> ended = new CompletableFuture<>();
      Thread thread =
          ThreadKind.PLATFORM.start(
              () -> ended.complete(catchThrowable(() -> client.pcaps().list())));
      assertThat(held.await(10, TimeUnit.SECONDS)).isTrue();
      cancelled.cancel(true);
      thread.interrupt();
      assertThat(ended.get(8, TimeUnit.SECONDS)).isInstanceOf(CallInterruptedException.class);
      release.complete(null);
      for (CompletableFuture<?> each : concurrent) {
        assertThat(each.get(8, TimeUnit.SECONDS)).isNotNull();
      }
    }
  }

  private static Dispatcher holding(CountDownLatch held, CompletableFuture<Void> release) {
    return new Dispatcher() {
      @Override
      public MockResponse dispatch(RecordedRequest request) {
        held.countDown();
        release.join();
        return ok();
      }
    };
  }
}
