package io.github.cloudflarepcaps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A base URL on this machine over plain http is never reached through a proxy. */
@Timeout(60)
class LoopbackIsDirectTest {
  private final ProxySelector before = ProxySelector.getDefault();

  @AutoClose private final RawServer server = RawServer.start();
  @AutoClose private final HttpProxy http = HttpProxy.to(server.port());
  @AutoClose private final SocksProxy socks = SocksProxy.to(server.port());

  @AfterEach
  void restore() {
    ProxySelector.setDefault(before);
  }

  private enum Kind {
    HTTP,
    SOCKS
  }

  private Proxy proxy(Kind kind) {
    return kind == Kind.HTTP ? http.proxy() : socks.proxy();
  }

  private void assertCallsDirectly(CloudflareClient.Builder builder) {
    try (CloudflareClient client = builder.build()) {
      client.pcaps().list();
    }
    assertThat(http.requests()).isEmpty();
    assertThat(socks.hosts()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void processWideProxySelectorIsIgnored(Kind kind) {
    ProxySelector.setDefault(new Always(proxy(kind)));
    assertCallsDirectly(server.client());
  }

  @ParameterizedTest
  @EnumSource
  void borrowedClientIgnoresAProcessWideProxySelector(Kind kind) {
    ProxySelector.setDefault(new Always(proxy(kind)));
    assertCallsDirectly(server.client().httpClient(new OkHttpClient()));
  }

  @ParameterizedTest
  @EnumSource
  void proxyOfABorrowedClientIsIgnored(Kind kind) {
    OkHttpClient borrowed = new OkHttpClient.Builder().proxy(proxy(kind)).build();
    assertCallsDirectly(server.client().httpClient(borrowed));
  }

  @ParameterizedTest
  @EnumSource
  void proxySelectorOfABorrowedClientIsIgnored(Kind kind) {
    OkHttpClient borrowed =
        new OkHttpClient.Builder().proxySelector(new Always(proxy(kind))).build();
    assertCallsDirectly(server.client().httpClient(borrowed));
  }

  /** Selects the same proxy for everything, as {@code ProxySelector.of} does for HTTP. */
  private static final class Always extends ProxySelector {
    private final Proxy proxy;

    private Always(Proxy proxy) {
      this.proxy = proxy;
    }

    @Override
    public List<Proxy> select(URI uri) {
      InetSocketAddress address = (InetSocketAddress) proxy.address();
      boolean isProxyItself = uri.getPort() == address.getPort();
      return List.of(isProxyItself ? Proxy.NO_PROXY : proxy);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
  }
}
