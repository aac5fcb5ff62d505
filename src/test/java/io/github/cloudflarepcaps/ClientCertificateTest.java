package io.github.cloudflarepcaps;

import static org.assertj.core.api.Assertions.assertThat;

import okhttp3.OkHttpClient;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that requires a client certificate gets the borrowed client's. */
@Timeout(60)
class ClientCertificateTest {
  private final TrustedCertificate certificate = TrustedCertificate.of("127.0.0.1");
  private final HeldCertificate client =
      new HeldCertificate.Builder().signedBy(certificate.authority()).build();

  @AutoClose private final RawServer server = RawServer.start();

  @AutoClose
  private final TlsFront front =
      TlsFront.requiringCertificate(
          new HandshakeCertificates.Builder()
              .heldCertificate(certificate.server())
              .addTrustedCertificate(certificate.authority().certificate())
              .build()
              .sslContext(),
          server.port());

  @Test
  void borrowedClientPresentsItsCertificate() {
    HandshakeCertificates both =
        new HandshakeCertificates.Builder()
            .heldCertificate(client)
            .addTrustedCertificate(certificate.authority().certificate())
            .build();
    OkHttpClient borrowed =
        new OkHttpClient.Builder()
            .sslSocketFactory(both.sslSocketFactory(), both.trustManager())
            .build();
    try (CloudflareClient client =
        server.client().baseUrl(front.baseUrl()).httpClient(borrowed).build()) {
      client.pcaps().create(Given.SIMPLE);
    }
    assertThat(server.requests()).containsExactly("POST /pcaps");
  }
}
