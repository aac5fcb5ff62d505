package io.github.cloudflarepcaps;

import static io.github.cloudflarepcaps.Failing.failsWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A connect and a TLS handshake end at each time-out that covers them; nothing was sent then. */
@Timeout(30)
class ConnectDeadlineTest {
  private static final Duration SHORT = Duration.ofMillis(300);

  @AutoClose private final RawServer server = RawServer.start();

  @Test
  void timeoutEndsAStalledTlsHandshake() {
    server.onConnect(RawPeer::awaitClose);
    String base = server.baseUrl().replace("http:", "https:");
    try (CloudflareClient client = server.client().baseUrl(base).timeout(SHORT).build()) {
      TransportException e =
          failsWith(TransportException.class, () -> client.pcaps().create(Given.SIMPLE));
      assertThat(e.outcomeUnknown()).isFalse();
      server.await("client closed");
    }
  }

  @Test
  void silenceEndsAStalledTlsHandshake() {
    server.onConnect(RawPeer::awaitClose);
    String base = server.baseUrl().replace("http:", "https:");
    try (CloudflareClient client =
        server
            .client()
            .baseUrl(base)
            .readTimeout(SHORT)
            .timeout(Duration.ofHours(1))
            .retryPolicy(RetryPolicy.none())
            .build()) {
      TransportException e =
          failsWith(TransportException.class, () -> client.pcaps().create(Given.SIMPLE));
      assertThat(e.outcomeUnknown()).isFalse();
      server.await("client closed");
    }
  }

  @Test
  void timeoutEndsAConnectThatNobodyAccepts() {
    try (FullBacklog full = FullBacklog.start();
        CloudflareClient client = server.client().baseUrl(full.baseUrl()).timeout(SHORT).build()) {
      assertThatThrownBy(() -> client.pcaps().create(Given.SIMPLE))
          .isInstanceOf(TransportException.class)
          .isNotInstanceOf(OutcomeUnknownException.class)
          .hasMessageContaining("the timeout passed");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0.3S", "PT0.000000001S"}) // 0 ms would mean no time-out to OkHttp
  void connectTimeoutEndsAConnectThatNobodyAccepts(Duration connectTimeout) {
    try (FullBacklog full = FullBacklog.start();
        CloudflareClient client =
            server
                .client()
                .baseUrl(full.baseUrl())
                .connectTimeout(connectTimeout)
                .retryPolicy(RetryPolicy.none())
                .build()) {
      assertThatThrownBy(() -> client.pcaps().list())
          .isInstanceOf(TransportException.class)
          .hasRootCauseInstanceOf(SocketTimeoutException.class);
    }
  }
}
