package io.github.cloudflarepcaps;

import java.io.EOFException;
import java.net.SocketException;
import java.net.UnknownServiceException;
import java.security.cert.CertificateException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * A cause of a failed connection that no retry cures, with its remedy. Retrying some of them does
 * harm: three wrong passwords lock an account at many proxies.
 *
 * <p>OkHttp and the JDK report most of them by message only. The texts are those of OkHttp 5.5
 * ({@code ConnectPlan}) and JDK 17 ({@code SocksSocketImpl}).
 */
enum RetryBlocker {
  PROXY_CREDENTIALS(
      "the proxy requires valid credentials: set a proxyAuthenticator on an OkHttpClient and pass"
          + " it to httpClient(..)"),
  PROXY_REJECTION("the proxy rejects connections to this host: allow it in the proxy's rules"),
  UNTRUSTED_CERTIFICATE(
      "the server's certificate is not trusted: if a proxy inspects TLS, add its CA to a trust"
          + " store and set -Djavax.net.ssl.trustStore"),
  WRONG_HOST("the server's certificate is for another host: check baseUrl and the proxy"),
  TLS_REJECTION(
      "the TLS handshake was rejected: check the client certificate, if the server requires one,"
          + " and the TLS versions and cipher suites that this JVM allows"),
  TLS_SETTINGS("the OkHttpClient's connectionSpecs do not allow this connection");

  private static final Pattern CONNECT_STATUS =
      Pattern.compile("Unexpected response code for CONNECT: (\\d{3})");

  private final String remedy;

  RetryBlocker(String remedy) {
    this.remedy = remedy;
  }

  /** What it is and what to do about it, as part of a sentence. */
  String remedy() {
    return remedy;
  }

  /** The blocker that caused the failure; null if a retry may help. */
  static @Nullable RetryBlocker of(Throwable failure) {
    RetryBlocker found = null;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException) {
        return UNTRUSTED_CERTIFICATE; // behind an SSLHandshakeException that says less
      }
      found = found == null ? ofOne(cause) : found;
    }
    return found;
  }

  private static @Nullable RetryBlocker ofOne(Throwable failure) {
    if (failure instanceof SSLPeerUnverifiedException) {
      return WRONG_HOST;
    }
    if (failure instanceof UnknownServiceException) {
      return TLS_SETTINGS;
    }
    if (failure instanceof SSLHandshakeException) {
      return isConnectionLoss(failure.getCause()) ? null : TLS_REJECTION;
    }
    String message = String.valueOf(failure.getMessage());
    return failure instanceof SocketException ? ofSocks(message) : ofTunnel(message);
  }

  private static boolean isConnectionLoss(@Nullable Throwable cause) {
    return cause instanceof EOFException || cause instanceof SocketException;
  }

  private static @Nullable RetryBlocker ofSocks(String message) {
    return switch (message) {
      case "SOCKS : authentication failed", "SOCKS : No acceptable methods" -> PROXY_CREDENTIALS;
      case "SOCKS: Connection not allowed by ruleset" -> PROXY_REJECTION;
      default -> null;
    };
  }

  private static @Nullable RetryBlocker ofTunnel(String message) {
    if (message.equals("Failed to authenticate with proxy")
        || message.startsWith("Too many tunnel connections attempted")) {
      return PROXY_CREDENTIALS;
    }
    Matcher connect = CONNECT_STATUS.matcher(message);
    return connect.matches() && !Retries.isTransient(Integer.parseInt(connect.group(1)))
        ? PROXY_REJECTION
        : null;
  }
}
