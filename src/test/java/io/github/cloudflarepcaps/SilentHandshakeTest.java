package io.github.cloudflarepcaps;

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

  private void isEnded(CloudflareClient.Builder builder) {
    try (CloudflareClient client = builder.build()) {
      Failing.failsWith(TransportException.class, () -> client.pcaps().list());
      server.await("client closed");
    }
  }

  @Test
  void onADirectConnection() {
    isEnded(client());
  }

  @Test
  void behindASocksProxy() {
    properties.set("socksProxyHost", "127.0.0.1").set("socksProxyPort", socks.port());
    isEnded(client().baseUrl("https://api.example"));
  }

  @Test
  void inTheTunnelOfAnHttpProxy() {
    properties.set("https.proxyHost", "127.0.0.1").set("https.proxyPort", http.port());
    isEnded(client().baseUrl("https://api.example"));
  }

  @Test
  void onADirectConnectionOfABorrowedClient() {
    isEnded(client().httpClient(new OkHttpClient()));
  }

  @Test
  void behindASocksProxyOfABorrowedClient() {
    OkHttpClient borrowed = new OkHttpClient.Builder().proxy(socks.proxy()).build();
    isEnded(client().baseUrl("https://api.example").httpClient(borrowed));
  }
}
