package io.github.cloudflarepcaps;

import static io.github.cloudflarepcaps.Failing.failsWith;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.Proxy;
import java.time.Duration;
import okhttp3.Authenticator;
import okhttp3.Credentials;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Behind a proxy a call is sent once, and a rejection by the proxy is not retried. */
@Timeout(60)
class ProxyTest {
  private static final String HOST = "api.example";
  private static final String CONNECT = "CONNECT " + HOST + ":443";

  private final TrustedCertificate certificate = TrustedCertificate.of(HOST);

  @AutoClose private final RawServer server = RawServer.startWithTls(certificate.serverContext());
  @AutoClose private final HttpProxy http = HttpProxy.to(server.port());
  @AutoClose private final SocksProxy socks = SocksProxy.to(server.port());

  @AutoClose private final SystemProperties properties = new SystemProperties();

  private final TestTime time = TestTime.start();

  private CloudflareClient.Builder over(OkHttpClient.Builder borrowed) {
    return server.at(time).baseUrl("https://" + HOST + "/client/v4").httpClient(borrowed.build());
  }

  private OkHttpClient.Builder via(Proxy proxy) {
    return certificate.trustingClient().proxy(proxy);
  }

  private void failsAtTheProxy(CloudflareClient.Builder builder, String remedy) {
    try (CloudflareClient client = builder.build()) {
      TransportException e =
          failsWith(TransportException.class, () -> client.pcaps().create(Given.SIMPLE));
      assertThat(e).hasMessageContaining(remedy);
      assertThat(e.attempts()).isEqualTo(1);
      assertThat(e.outcomeUnknown()).isFalse();
    }
    assertThat(server.connections()).isZero();
    assertThat(time.pauses()).isEmpty();
  }

  @Test
  void createThroughAnHttpProxyIsSentOnce() {
    try (CloudflareClient client = over(via(http.proxy())).build()) {
      client.pcaps().create(Given.SIMPLE);
    }
    assertThat(http.requests()).containsExactly(CONNECT);
    assertThat(server.requests()).containsExactly("POST /pcaps");
  }

  @Test
  void createThroughASocksProxyIsSentOnce() {
    try (CloudflareClient client = over(via(socks.proxy())).build()) {
      client.pcaps().create(Given.SIMPLE);
    }
    assertThat(socks.hosts()).containsExactly(HOST);
    assertThat(server.requests()).containsExactly("POST /pcaps");
  }

  @Test
  void tunnelIsReused() {
    try (CloudflareClient client = over(via(http.proxy())).build()) {
      client.pcaps().list();
      client.pcaps().list();
    }
    assertThat(http.requests()).containsExactly(CONNECT);
  }

  @Test
  void missingProxyCredentialsAreNotRetried() {
    http.requiring("ada", "example-password");
    failsAtTheProxy(over(via(http.proxy())), "proxyAuthenticator");
    assertThat(http.requests()).containsExactly(CONNECT);
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404, 405})
  void rejectionByTheProxyIsNotRetried(int status) {
    http.responding(status);
    failsAtTheProxy(over(via(http.proxy())), "CONNECT: " + status);
    assertThat(http.requests()).containsExactly(CONNECT);
  }

  @ParameterizedTest
  @ValueSource(ints = {502, 503, 504})
  void busyProxyIsRetried(int status) {
    http.responding(status);
    try (CloudflareClient client = over(via(http.proxy())).build()) {
      TransportException e = failsWith(TransportException.class, () -> client.pcaps().list());
      assertThat(e.attempts()).isEqualTo(3);
    }
  }

  @Test
  void rightProxyPasswordIsAccepted() {
    http.requiring("ada", "example-password");
    OkHttpClient.Builder borrowed =
        via(http.proxy()).proxyAuthenticator(careful("example-password"));
    try (CloudflareClient client = over(borrowed).build()) {
      client.pcaps().create(Given.SIMPLE);
    }
    assertThat(server.requests()).containsExactly("POST /pcaps");
  }

  @ParameterizedTest
  @CsvSource({"careful, 2", "naive, 1", "lateAndNaive, 2"})
  void wrongProxyPasswordIsSentOnce(String kind, int connects) {
    http.requiring("ada", "example-password");
    Authenticator authenticator =
        switch (kind) {
          case "careful" -> careful("wrong");
          case "naive" -> (route, response) -> authorized(response.request(), "wrong");
          default ->
              (route, response) ->
                  response.header("Proxy-Authenticate", "").startsWith("Basic")
                      ? authorized(response.request(), "wrong")
                      : null;
        };
    failsAtTheProxy(
        over(via(http.proxy()).proxyAuthenticator(authenticator)), "proxyAuthenticator");
    assertThat(http.requests()).hasSize(connects);
  }

  /** Sends credentials when the proxy requires them, and gives up if it rejects them. */
  private static Authenticator careful(String password) {
    return (route, response) ->
        response.request().header("Proxy-Authorization") == null
                && !"OkHttp-Preemptive".equals(response.header("Proxy-Authenticate"))
            ? authorized(response.request(), password)
            : null;
  }

  private static Request authorized(Request request, String password) {
    return request
        .newBuilder()
        .header("Proxy-Authorization", Credentials.basic("ada", password))
        .build();
  }

  @Test
  void silentProxyEndsTheCallAfterReadTimeout() {
    http.silent();
    CloudflareClient.Builder builder =
        server
            .client()
            .baseUrl("https://" + HOST + "/client/v4")
            .retryPolicy(RetryPolicy.none())
            .timeout(Duration.ofMinutes(5))
            .readTimeout(Duration.ofMillis(100));
    properties.set("https.proxyHost", "127.0.0.1").set("https.proxyPort", http.port());
    try (CloudflareClient client = builder.build()) {
      failsWith(TransportException.class, () -> client.pcaps().list());
    }
    assertThat(http.requests()).containsExactly(CONNECT);
  }
}
