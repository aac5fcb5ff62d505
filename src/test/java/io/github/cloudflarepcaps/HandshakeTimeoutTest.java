package io.github.cloudflarepcaps;

import static io.github.cloudflarepcaps.Failing.failsWith;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudflarepcaps.internal.net.HandshakeTimeout;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A TLS handshake has a time-out, and does not begin for a call that has ended. */
@Timeout(60)
class HandshakeTimeoutTest {
  private static final Duration SILENCE = Duration.ofSeconds(7);

  private final CallWatchdog watchdog = new CallWatchdog();
  private final CallScope scope =
      new CallScope(watchdog, Time.SYSTEM, Duration.ofMinutes(1), SILENCE);
  private final SSLSocketFactory jdk = (SSLSocketFactory) SSLSocketFactory.getDefault();
  private final HandshakeTimeout factory =
      new HandshakeTimeout(jdk, 7000, () -> watchdog.hasEnded(Thread.currentThread()));

  @AutoClose private final RawServer server = RawServer.start();

  private Socket connected() throws IOException {
    return new Socket("127.0.0.1", server.port());
  }

  @Test
  void socketHasTheTimeoutDuringTheHandshake() throws IOException {
    try (Socket socket = connected();
        Socket tls = factory.createSocket(socket, "127.0.0.1", server.port(), true)) {
      assertThat(tls.getSoTimeout()).isEqualTo(7000);
    }
  }

  @Test
  void endedCallBeginsNoHandshake() throws IOException {
    scope.enter();
    scope.end(CallScope.EndReason.CANCELLED);
    try (Socket socket = connected()) {
      failsWith(IOException.class, () -> factory.createSocket(socket, "127.0.0.1", 1, true));
    } finally {
      scope.leave();
    }
  }

  @Test
  void endedCallOfAnotherThreadHasNoEffect() throws Exception {
    Thread other = ThreadKind.PLATFORM.start(scope::enter);
    other.join();
    scope.end(CallScope.EndReason.CANCELLED);
    try (Socket socket = connected();
        Socket tls = factory.createSocket(socket, "127.0.0.1", server.port(), true)) {
      assertThat(tls.isClosed()).isFalse();
    }
  }

  @Test
  void factoriesWithTheSameDelegateAreEqual() {
    HandshakeTimeout same = new HandshakeTimeout(jdk, 7000, () -> false);
    HandshakeTimeout longer = new HandshakeTimeout(jdk, 8000, () -> false);
    assertThat(factory).isEqualTo(same).hasSameHashCodeAs(same).isNotEqualTo(longer);
  }
}
