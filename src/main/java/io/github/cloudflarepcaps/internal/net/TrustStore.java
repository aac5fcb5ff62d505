package io.github.cloudflarepcaps.internal.net;

import java.nio.file.Files;
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
public final class TrustStore {
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
  public static TrustStore ofJvm() {
    requireReadableFile();
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init((KeyStore) null); // null is the JVM's own
      TrustManager[] managers = factory.getTrustManagers();
      if (managers.length == 1 && managers[0] instanceof X509TrustManager trust) {
        if (trust.getAcceptedIssuers().length == 0) {
          throw unusable("it has no trusted certificate", null);
        }
        return new TrustStore(trust);
      }
      throw unusable("the JVM makes no X.509 trust manager of it", null);
    } catch (GeneralSecurityException e) {
      throw unusable(reason(e), e);
    }
  }

  public X509TrustManager trustManager() {
    return trust;
  }

  public SSLSocketFactory socketFactory() {
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

  /** In place of a missing file the JDK silently takes its own. */
  private static void requireReadableFile() {
    String file = System.getProperty(FILE);
    if (file != null && !file.equals("NONE") && !Files.isReadable(Path.of(file))) {
      throw unusable("there is no readable file", null);
    }
  }

  /** The cause says what is wrong, and its own cause mostly how the cipher noticed. */
  private static String reason(Exception failure) {
    Throwable reason = failure.getCause() == null ? failure : failure.getCause();
    String message = reason.getMessage();
    return message == null ? reason.getClass().getSimpleName() : message;
  }
}
