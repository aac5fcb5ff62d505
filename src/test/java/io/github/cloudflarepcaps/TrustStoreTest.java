package io.github.cloudflarepcaps;

import static io.github.cloudflarepcaps.Failing.failsWith;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A trust store that cannot be used fails {@code build()}, naming the property and the file. */
@Timeout(60)
class TrustStoreTest {
  private final TrustedCertificate certificate = TrustedCertificate.of("127.0.0.1");

  @AutoClose private final SystemProperties properties = new SystemProperties();

  @TempDir private Path directory;

  private static CloudflareClient.Builder builder() {
    return CloudflareClient.builder().apiToken(Given.TOKEN).accountId(Given.ACCOUNT);
  }

  private void use(Path file, String password) {
    properties
        .set("javax.net.ssl.trustStore", file)
        .set("javax.net.ssl.trustStoreType", "PKCS12")
        .set("javax.net.ssl.trustStorePassword", password);
  }

  private static void assertUnusable(Path file, String reason) {
    IllegalStateException e = failsWith(IllegalStateException.class, () -> builder().build());
    assertThat(e)
        .hasMessageContaining("javax.net.ssl.trustStore is " + file)
        .hasMessageContaining(reason);
    assertThat(Printables.of(e)).noneMatch(text -> text.contains(TrustedCertificate.PASSWORD));
  }

  @Test
  void missingFileIsReported() {
    Path file = directory.resolve("missing.p12");
    use(file, TrustedCertificate.PASSWORD);
    assertUnusable(file, "there is no readable file");
  }

  @Test
  void storeWithoutCertificatesIsReported() {
    Path file = TrustedCertificate.store(directory.resolve("empty.p12"));
    use(file, TrustedCertificate.PASSWORD);
    assertUnusable(file, "it has no trusted certificate");
  }

  @Test
  void emptyFileIsReported() throws IOException {
    Path file = Files.createFile(directory.resolve("zero.p12"));
    use(file, TrustedCertificate.PASSWORD);
    assertUnusable(file, "");
  }

  @Test
  void invalidFileIsReported() throws IOException {
    Path file = Files.writeString(directory.resolve("broken.p12"), "not a key store");
    use(file, TrustedCertificate.PASSWORD);
    assertUnusable(file, "");
  }

  @Test
  void wrongPasswordIsReported() {
    Path file = certificate.trustStore(directory);
    use(file, "another");
    assertUnusable(file, "password");
  }

  @Test
  void unknownTypeIsReported() {
    Path file = certificate.trustStore(directory);
    use(file, TrustedCertificate.PASSWORD);
    properties.set("javax.net.ssl.trustStoreType", "NOPE");
    assertUnusable(file, "NOPE");
  }

  @Test
  void plainHttpReadsNoTrustStore() {
    use(directory.resolve("missing.p12"), TrustedCertificate.PASSWORD);
    try (RawServer server = RawServer.start();
        CloudflareClient client = server.client().build()) {
      assertThat(client.pcaps().list()).isEmpty();
    }
  }

  @Test
  void borrowedClientUsesItsOwnTrust() {
    use(directory.resolve("missing.p12"), TrustedCertificate.PASSWORD);
    try (RawServer server = RawServer.startWithTls(certificate.serverContext());
        CloudflareClient client =
            server.client().httpClient(certificate.trustingClient().build()).build()) {
      assertThat(client.pcaps().list()).isEmpty();
    }
  }

  @Test
  void storeWithTheServersAuthorityIsTrusted() {
    use(certificate.trustStore(directory), TrustedCertificate.PASSWORD);
    try (RawServer server = RawServer.startWithTls(certificate.serverContext());
        CloudflareClient client = server.client().build()) {
      assertThat(client.pcaps().list()).isEmpty();
    }
  }
}
