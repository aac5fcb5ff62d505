package io.github.cloudflarepcaps;

import static io.github.cloudflarepcaps.Failing.failsWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.cert.CertificateException;
import java.time.Duration;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A handshake that breaks is retried, even for a create; a wrong certificate never is. */
@Timeout(60)
class TlsTest {
  private final TrustedCertificate certificate = TrustedCertificate.of("127.0.0.1");
  private final TestTime time = TestTime.start();
  private RawServer server = RawServer.startWithTls(certificate.serverContext());

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void createIsSentOnceAfterABrokenHandshake() {
    server.onConnect(RawPeer::close);
    try (CloudflareClient client =
        server.at(time).httpClient(certificate.trustingClient().build()).build()) {
      client.pcaps().create(Given.SIMPLE);
    }
    assertThat(server.requests()).containsExactly("POST /pcaps");
    assertThat(time.pauses()).containsExactly(Duration.ofMillis(500));
  }

  @Test
  void closedIdleConnectionIsNotUsed() {
    server.then(
        peer -> {
          peer.respondNormally();
          peer.close();
          peer.report("closed");
        });
    try (CloudflareClient client =
        server.at(time).httpClient(certificate.trustingClient().build()).build()) {
      client.pcaps().list();
      server.await("closed");
      client.pcaps().create(Given.SIMPLE);
    }
    assertThat(server.requests()).containsExactly("GET /pcaps", "POST /pcaps");
    assertThat(time.pauses()).isEmpty();
  }

  @Test
  void openIdleConnectionIsReused() {
    try (CloudflareClient client =
        server.at(time).httpClient(certificate.trustingClient().build()).build()) {
      client.pcaps().list();
      client.pcaps().create(Given.SIMPLE);
      client.pcaps().create(Given.SIMPLE);
    }
    assertThat(server.connections()).isEqualTo(1);
  }

  @Test
  void untrustedCertificateIsNotRetried() {
    try (CloudflareClient client = server.at(time).build()) {
      TransportException e = failsWith(TransportException.class, () -> client.pcaps().list());
      assertThat(isAboutCertificates(e)).isTrue();
    }
    assertThat(server.connections()).isEqualTo(1);
    assertThat(time.pauses()).isEmpty();
  }

  private static boolean isAboutCertificates(Throwable failure) {
    Throwable cause = failure;
    while (cause != null && !(cause instanceof CertificateException)) {
      cause = cause.getCause();
    }
    return cause != null;
  }

  @Test
  void certificateOfAnotherHostIsNotRetried() {
    server.close();
    TrustedCertificate another = TrustedCertificate.of("example.com");
    server = RawServer.startWithTls(another.serverContext());
    try (CloudflareClient client =
        server.at(time).httpClient(another.trustingClient().build()).build()) {
      assertThatThrownBy(() -> client.pcaps().create(Given.SIMPLE))
          .isInstanceOf(TransportException.class)
          .isNotInstanceOf(OutcomeUnknownException.class)
          .hasCauseInstanceOf(SSLPeerUnverifiedException.class);
    }
    assertThat(server.requests()).isEmpty();
    assertThat(server.connections()).isEqualTo(1);
  }
}
