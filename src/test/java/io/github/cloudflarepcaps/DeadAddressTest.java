package io.github.cloudflarepcaps;

import static io.github.cloudflarepcaps.Failing.failsWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.cloudflarepcaps.internal.net.ClientSocketFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Unreachable addresses of a host cost a new connection little, and a pooled one nothing. */
@Timeout(60)
class DeadAddressTest {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration SHORTER = Duration.ofSeconds(15);

  @AutoClose private final RawServer live = RawServer.start();
  @AutoClose private final FullBacklog dead = FullBacklog.at("127.0.0.2", live.port());
  @AutoClose private final FullBacklog deadToo = FullBacklog.at("127.0.0.3", live.port());

  /** A client for which {@code localhost} has those addresses; its sockets are our own. */
  private CloudflareClient.Builder client(Duration connectTimeout, String... addresses) {
    OkHttpClient http =
        new OkHttpClient.Builder()
            .dns(host -> resolved(host, addresses))
            .connectTimeout(connectTimeout)
            .socketFactory(ClientSocketFactory.interruptible((int) CONNECT_TIMEOUT.toMillis()))
            .build();
    return live.client()
        .baseUrl("http://localhost:" + live.port() + "/client/v4")
        .retryPolicy(RetryPolicy.none())
        .httpClient(http);
  }

  private static List<InetAddress> resolved(String host, String... addresses)
      throws UnknownHostException {
    List<InetAddress> all = new ArrayList<>();
    for (String address : addresses) {
      all.add(InetAddress.getByAddress(host, InetAddress.getByName(address).getAddress()));
    }
    return all;
  }

  @Test
  void firstCallGetsPastADeadAddress() {
    try (CloudflareClient client =
        client(CONNECT_TIMEOUT, "127.0.0.2", "127.0.0.1").timeout(SHORTER).build()) {
      assertThat(client.pcaps().list()).isEmpty();
    }
  }

  @Test
  void firstCallGetsPastTwoDeadAddresses() {
    try (CloudflareClient client =
        client(CONNECT_TIMEOUT, "127.0.0.2", "127.0.0.3", "127.0.0.1").timeout(SHORTER).build()) {
      assertThat(client.pcaps().list()).isEmpty();
    }
  }

  @Test
  void createThatMeetsADeadAddressIsSentOnce() {
    try (CloudflareClient client =
        client(CONNECT_TIMEOUT, "127.0.0.2", "127.0.0.1").timeout(SHORTER).build()) {
      client.pcaps().create(Given.SIMPLE);
    }
    assertThat(live.requests()).containsExactly("POST /pcaps");
  }

  @Test
  void pooledConnectionIsReused() {
    try (CloudflareClient client = client(CONNECT_TIMEOUT, "127.0.0.2", "127.0.0.1").build()) {
      client.pcaps().list();
      client.pcaps().list();
      client.pcaps().list();
    }
    assertThat(live.connections()).isEqualTo(1);
  }

  @Test
  void failureOfAllAddressesIsReported() {
    try (CloudflareClient client =
        client(Duration.ofMillis(100), "127.0.0.2", "127.0.0.3").build()) {
      TransportException e =
          failsWith(TransportException.class, () -> client.pcaps().create(Given.SIMPLE));
      assertThat(e).hasMessageContaining("no address of the host accepted a connection (2 tried)");
      assertThat(e.outcomeUnknown()).isFalse();
    }
  }

  @Test
  void timeoutBoundsTheConnectsToDeadAddresses() {
    try (CloudflareClient client =
        client(CONNECT_TIMEOUT, "127.0.0.2", "127.0.0.3").timeout(Duration.ofMillis(100)).build()) {
      TransportException e = failsWith(TransportException.class, () -> client.pcaps().list());
      assertThat(e).hasMessageContaining("the timeout passed");
    }
  }

  @Test
  void interruptEndsTheConnectsToDeadAddresses() throws Exception {
    CompletableFuture<Throwable> failure = new CompletableFuture<>();
    try (CloudflareClient client = client(CONNECT_TIMEOUT, "127.0.0.2", "127.0.0.3").build()) {
      Thread caller =
          ThreadKind.PLATFORM.start(
              () -> failure.complete(catchThrowable(() -> client.pcaps().list())));
      ThreadKind.awaitConnecting(caller);
      caller.interrupt();
      assertThat(failure.get(8, TimeUnit.SECONDS)).isInstanceOf(CallInterruptedException.class);
    }
  }

  @Test
  void refusedAddressIsSkipped() {
    try (CloudflareClient client = client(CONNECT_TIMEOUT, "127.0.0.4", "127.0.0.1").build()) {
      client.pcaps().create(Given.SIMPLE);
    }
    assertThat(live.requests()).containsExactly("POST /pcaps");
  }
}
