package io.github.cloudflarepcaps;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The certificate authorities that the JVM trusts: those of {@code -Djavax.net.ssl.trustStore},
 * else the JDK's own. {@code SSLContext.setDefault} is not consulted, as in OkHttp.
 */
final class TrustStore {
  private static final String FILE = "javax.net.ssl.trustStore";

  private final X509TrustManager trust;

  private TrustStore(X509TrustManager trust) {
    this.trust = trust;
  }

  /**
   * Reads the trust store.
   *
   * @throws IllegalStateException if it is missing, empty or broken, or its password is another;
   *     names the property and the file
   */
  static TrustStore ofJvm() {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init((KeyStore) null); // null is the JVM's own
      TrustManager[] managers = factory.getTrustManagers();
      if (managers.length == 1 && managers[0] instanceof X509TrustManager trust) {
        // A missing file is no failure to the JDK, which then trusts nobody.
        if (trust.getAcceptedIssuers().length == 0) {
          throw unusable("it is missing or holds no trusted certificate", null);
        }
        return new TrustStore(trust);
      }
      throw unusable("the JVM makes no X.509 trust manager of it", null);
    } catch (GeneralSecurityException e) {
      throw unusable(reason(e), e);
    }
  }

  X509TrustManager trustManager() {
    return trust;
  }

  SSLSocketFactory socketFactory() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {trust}, null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JVM has no TLS: " + e.getMessage(), e);
    }
  }

  private static IllegalStateException unusable(String why, @Nullable Exception cause) {
    return new IllegalStateException(
        "the trust store cannot be used: "
            + why
            + " ("
            + location()
            + "). Check the file, javax.net.ssl.trustStorePassword and"
            + " javax.net.ssl.trustStoreType",
        cause);
  }

  private static String location() {
    String file = System.getProperty(FILE);
    return file == null
        ? FILE + " is not set: " + Path.of(System.getProperty("java.home"), "lib", "security")
        : FILE + " is " + file;
  }

  private static String reason(Exception failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = root.getMessage();
    return message == null ? root.getClass().getSimpleName() : message;
  }
}
