package io.github.cloudflarepcaps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.UnknownServiceException;
import java.security.cert.CertificateException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Permanent failures are recognized by the exceptions that OkHttp and the JDK throw. */
class RetryBlockerTest {

  static Stream<Arguments> permanent() {
    return Stream.of(
        Arguments.of("PROXY_CREDENTIALS", new IOException("Failed to authenticate with proxy")),
        Arguments.of(
            "PROXY_CREDENTIALS",
            new ProtocolException("Too many tunnel connections attempted: 21")),
        Arguments.of("PROXY_CREDENTIALS", new SocketException("SOCKS : authentication failed")),
        Arguments.of(
            "PROXY_REJECTION", new IOException("Unexpected response code for CONNECT: 403")),
        Arguments.of(
            "PROXY_REJECTION", new IOException("Unexpected response code for CONNECT: 405")),
        Arguments.of(
            "PROXY_REJECTION", new SocketException("SOCKS: Connection not allowed by ruleset")),
        Arguments.of("UNTRUSTED_CERTIFICATE", caused(new CertificateException("no path"))),
        Arguments.of("WRONG_HOST", new SSLPeerUnverifiedException("Hostname a not verified")),
        Arguments.of("TLS_SETTINGS", new UnknownServiceException("CLEARTEXT not allowed")));
  }

  private static Exception caused(Exception cause) {
    Exception handshake = new SSLHandshakeException("PKIX path building failed");
    handshake.initCause(cause);
    return handshake;
  }

  @ParameterizedTest
  @MethodSource("permanent")
  void permanentFailureHasItsRemedy(RetryBlocker blocker, Exception failure) {
    assertThat(RetryBlocker.of(failure)).isSameAs(blocker);
    assertThat(RetryBlocker.of(new IOException("outer", failure))).isSameAs(blocker);
    assertThat(Failures.describe(failure)).endsWith(" (" + blocker.remedy() + ")");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bad_certificate", "handshake_failure", "unknown_ca", "protocol_version"})
  void alertInTheHandshakeIsPermanent(String alert) {
    SSLException failure = new SSLHandshakeException("Received fatal alert: " + alert);
    assertThat(RetryBlocker.of(failure)).isSameAs(RetryBlocker.TLS_REJECTION);
  }

  static Stream<Exception> transientFailures() {
    return Stream.of(
        new IOException("unexpected end of stream"),
        new ConnectException("Failed to connect to localhost/127.0.0.1:1"),
        new IOException("Unexpected response code for CONNECT: 503"),
        new IOException("Unexpected response code for CONNECT: 429"),
        new SocketException("SOCKS: Network unreachable"),
        new SSLException("Received fatal alert: internal_error"),
        caused(new EOFException("SSL peer shut down incorrectly")),
        caused(new SocketException("Connection reset")),
        new IOException((String) null));
  }

  @ParameterizedTest
  @MethodSource("transientFailures")
  void lostConnectionIsNotPermanent(Exception failure) {
    assertThat(RetryBlocker.of(failure)).isNull();
  }

  @Test
  void failureWithoutMessageIsDescribedByItsType() {
    assertThat(Failures.describe(new EOFException())).isEqualTo("EOFException");
  }
}
