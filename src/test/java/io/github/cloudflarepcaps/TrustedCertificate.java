package io.github.cloudflarepcaps;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import javax.net.ssl.SSLContext;
import okhttp3.OkHttpClient;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/** A server certificate that the test's own authority signed, and clients that trust it. */
record TrustedCertificate(HeldCertificate authority, HeldCertificate server) {
  static final String PASSWORD = "example-password";

  static TrustedCertificate of(String... hosts) {
    HeldCertificate authority = new HeldCertificate.Builder().certificateAuthority(0).build();
    HeldCertificate.Builder server = new HeldCertificate.Builder().signedBy(authority);
    for (String host : hosts) {
      server.addSubjectAlternativeName(host);
    }
    return new TrustedCertificate(authority, server.build());
  }

  /** For a server that presents the certificate. */
  SSLContext serverContext() {
    return new HandshakeCertificates.Builder().heldCertificate(server).build().sslContext();
  }

  private HandshakeCertificates trust() {
    return new HandshakeCertificates.Builder()
        .addTrustedCertificate(authority.certificate())
        .build();
  }

  /** For a client that trusts only the authority. */
  SSLContext trustingContext() {
    return trust().sslContext();
  }

  /** An OkHttp client that trusts only the authority. */
  OkHttpClient.Builder trustingClient() {
    HandshakeCertificates trust = trust();
    return new OkHttpClient.Builder()
        .sslSocketFactory(trust.sslSocketFactory(), trust.trustManager());
  }

  /** A PKCS 12 file with a client's key and its certificate, which the authority signed. */
  Path clientKeyStore(Path directory) {
    HeldCertificate client = new HeldCertificate.Builder().signedBy(authority).build();
    return stored(
        directory.resolve("client.p12"),
        store ->
            store.setKeyEntry(
                "client",
                client.keyPair().getPrivate(),
                PASSWORD.toCharArray(),
                new Certificate[] {client.certificate()}));
  }

  /** A trust store file with the authority in it. */
  Path trustStore(Path directory) {
    return store(directory.resolve("trust.p12"), authority.certificate());
  }

  /** A PKCS 12 file with those certificates and {@link #PASSWORD}. */
  static Path store(Path file, Certificate... certificates) {
    return stored(
        file,
        store -> {
          for (int i = 0; i < certificates.length; i++) {
            store.setCertificateEntry("certificate" + i, certificates[i]);
          }
        });
  }

  private interface Entries {
    void putInto(KeyStore store) throws GeneralSecurityException;
  }

  private static Path stored(Path file, Entries entries) {
    try (OutputStream out = Files.newOutputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      entries.putInto(store);
      store.store(out, PASSWORD.toCharArray());
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
