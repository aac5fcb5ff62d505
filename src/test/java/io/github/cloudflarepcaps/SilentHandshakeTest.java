package io.github.cloudflarepcaps;

import static io.github.cloudflarepcaps.Failing.failsWith;

import java.time.Duration;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code readTimeout} ends a TLS handshake in which the server is silent, whatever the route. */
@Timeout(60)
class SilentHandshakeTest {
  @AutoClose private final RawServer server = RawServer.start().onConnect(RawPeer::awaitClose);
  @AutoClose private final HttpProxy http = HttpProxy.to(server.port());
  @AutoClose private final SocksProxy socks = SocksProxy.to(server.port());
  @AutoClose private final SystemProperties properties = new SystemProperties();

  private CloudflareClient.Builder client() {
    return server
        .client()
        .baseUrl("https://127.0.0.1:" + server.port())
        .retryPolicy(RetryPolicy.none())
        .timeout(Duration.ofMinutes(5))
        .readTimeout(Duration.ofMillis(200));
  }

  private void assertEnds(CloudflareClient.Builder builder) {
    try (CloudflareClient client = builder.build()) {
      failsWith(TransportException.class, () -> client.pcaps().list());
      server.await("client closed");
    }
  }

  @Test
  void directHandshakeEnds() {
    assertEnds(client());
  }

  @Test
  void handshakeBehindASocksProxyEnds() {
    properties.set("socksProxyHost", "127.0.0.1").set("socksProxyPort", socks.port());
    assertEnds(client().baseUrl("https://api.example"));
  }

  @Test
  void handshakeInAnHttpTunnelEnds() {
    properties.set("https.proxyHost", "127.0.0.1").set("https.proxyPort", http.port());
    assertEnds(client().baseUrl("https://api.example"));
  }

  @Test
  void handshakeOfABorrowedClientEnds() {
    assertEnds(client().httpClient(new OkHttpClient()));
  }

  @Test
  void handshakeOfABorrowedClientBehindASocksProxyEnds() {
    OkHttpClient borrowed = new OkHttpClient.Builder().proxy(socks.proxy()).build();
    assertEnds(client().baseUrl("https://api.example").httpClient(borrowed));
  }
}
