package io.github.cloudflarepcaps;

import static io.github.cloudflarepcaps.Failing.failsWith;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.Credentials;
import okhttp3.OkHttpClient;
import okhttp3.tls.HandshakeCertificates;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The recipes of the guide on proxies and certificates, against servers in this JVM. */
@Timeout(60)
class ProxyGuideTest {
  private static final String HOST = "api.cloudflare.com";
  private static final char[] PASSWORD = TrustedCertificate.PASSWORD.toCharArray();

  private final TrustedCertificate certificate = TrustedCertificate.of(HOST, "127.0.0.1");

  @AutoClose private final RawServer api = RawServer.startWithTls(certificate.serverContext());
  @AutoClose private final HttpProxy proxy = HttpProxy.to(api.port());
  @AutoClose private final SocksProxy socks = SocksProxy.to(api.port());
  @AutoClose private final SystemProperties properties = new SystemProperties();

  @TempDir private Path directory;

  /** Trusts the test's authority, as a company's trust store does its own. */
  @BeforeEach
  void trust() {
    properties
        .set("javax.net.ssl.trustStore", certificate.trustStore(directory))
        .set("javax.net.ssl.trustStorePassword", TrustedCertificate.PASSWORD);
  }

  static OkHttpClient behindProxy(String host, int port) {
    return new OkHttpClient.Builder()
        .proxy(new Proxy(Proxy.Type.HTTP, new InetSocketAddress(host, port)))
        .build();
  }

  static OkHttpClient behindProxy(String host, int port, String user, String password) {
    return behindProxy(host, port)
        .newBuilder()
        .proxyAuthenticator(
            (route, response) ->
                response
                    .request()
                    .newBuilder()
                    .header("Proxy-Authorization", Credentials.basic(user, password))
                    .build())
        .build();
  }

  static OkHttpClient behindSocksProxy(String host, int port) {
    return new OkHttpClient.Builder()
        .proxy(new Proxy(Proxy.Type.SOCKS, new InetSocketAddress(host, port)))
        .build();
  }

  static OkHttpClient trusting(Path trustStore, char[] password)
      throws GeneralSecurityException, IOException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(KeyStore.getInstance(trustStore.toFile(), password));
    X509TrustManager trust = (X509TrustManager) factory.getTrustManagers()[0];
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {trust}, null);
    return new OkHttpClient.Builder().sslSocketFactory(context.getSocketFactory(), trust).build();
  }

  static OkHttpClient withClientCertificate(Path keyStore, char[] password)
      throws GeneralSecurityException, IOException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(KeyStore.getInstance(keyStore.toFile(), password), password);
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init((KeyStore) null); // the JVM's own
    X509TrustManager trust = (X509TrustManager) factory.getTrustManagers()[0];
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), new TrustManager[] {trust}, null);
    return new OkHttpClient.Builder().sslSocketFactory(context.getSocketFactory(), trust).build();
  }

  private static CloudflareClient.Builder client() {
    return CloudflareClient.builder().apiToken(Given.TOKEN).accountId(Given.ACCOUNT);
  }

  private void assertReached(CloudflareClient.Builder builder) {
    try (CloudflareClient client = builder.build()) {
      client.pcaps().create(Given.SIMPLE);
    }
    assertThat(api.requests()).containsExactly("POST /pcaps");
  }

  @Test
  void httpProxyOfSystemPropertiesIsUsed() {
    properties.set("https.proxyHost", "127.0.0.1").set("https.proxyPort", proxy.port());
    assertReached(client());
    assertThat(proxy.requests()).containsExactly("CONNECT api.cloudflare.com:443");
  }

  @Test
  void socksProxyOfSystemPropertiesIsUsed() {
    properties.set("socksProxyHost", "127.0.0.1").set("socksProxyPort", socks.port());
    assertReached(client());
    assertThat(socks.hosts()).containsExactly(HOST);
  }

  @Test
  void httpProxyOfABorrowedClientIsUsed() {
    assertReached(client().httpClient(behindProxy("127.0.0.1", proxy.port())));
    assertThat(proxy.requests()).containsExactly("CONNECT api.cloudflare.com:443");
  }

  @Test
  void httpProxyWithAPasswordIsUsed() {
    proxy.requiring("ada", "example-password");
    OkHttpClient http = behindProxy("127.0.0.1", proxy.port(), "ada", "example-password");
    assertReached(client().httpClient(http));
    assertThat(proxy.requests()).containsExactly("CONNECT api.cloudflare.com:443");
  }

  @Test
  void wrongPasswordIsSentOnce() {
    proxy.requiring("ada", "example-password");
    OkHttpClient http = behindProxy("127.0.0.1", proxy.port(), "ada", "wrong");
    try (CloudflareClient client = client().httpClient(http).build()) {
      failsWith(TransportException.class, () -> client.pcaps().list());
    }
    assertThat(proxy.requests()).hasSize(1);
  }

  @Test
  void socksProxyOfABorrowedClientIsUsed() {
    assertReached(client().httpClient(behindSocksProxy("127.0.0.1", socks.port())));
    assertThat(socks.hosts()).containsExactly(HOST);
  }

  @Test
  void trustStoreOfSystemPropertiesIsTrusted() {
    assertReached(client().baseUrl(api.baseUrl()));
  }

  @Test
  void trustStoreOfABorrowedClientIsTrusted() throws Exception {
    Path file = directory.resolve("trust.p12");
    assertReached(client().baseUrl(api.baseUrl()).httpClient(trusting(file, PASSWORD)));
  }

  @Test
  void defaultSslContextIsIgnored() throws Exception {
    SSLContext before = SSLContext.getDefault();
    properties.set("javax.net.ssl.trustStore", unrelatedTrustStore());
    SSLContext.setDefault(certificate.trustingContext());
    try (CloudflareClient client = client().baseUrl(api.baseUrl()).build()) {
      failsWith(TransportException.class, () -> client.pcaps().list());
    } finally {
      SSLContext.setDefault(before);
    }
  }

  /** A trust store with an authority that signed nothing. */
  private Path unrelatedTrustStore() {
    TrustedCertificate another = TrustedCertificate.of(HOST);
    return TrustedCertificate.store(
        directory.resolve("other.p12"), another.authority().certificate());
  }

  @Test
  void clientCertificateOfABorrowedClientIsPresented() throws Exception {
    try (RawServer plain = RawServer.start();
        TlsFront front = TlsFront.requiringCertificate(mutual(), plain.port())) {
      Path keyStore = certificate.clientKeyStore(directory);
      OkHttpClient http = withClientCertificate(keyStore, PASSWORD);
      try (CloudflareClient client = client().baseUrl(front.baseUrl()).httpClient(http).build()) {
        client.pcaps().create(Given.SIMPLE);
      }
      assertThat(plain.requests()).containsExactly("POST /pcaps");
    }
  }

  private SSLContext mutual() {
    return new HandshakeCertificates.Builder()
        .heldCertificate(certificate.server())
        .addTrustedCertificate(certificate.authority().certificate())
        .build()
        .sslContext();
  }
}
