package io.github.cloudflarepcaps;

import static io.github.cloudflarepcaps.Failing.failsWith;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A handshake that the server ends with an alert is not retried; the message names a remedy. */
@Timeout(60)
class TlsAlertTest {
  private static final int INTERNAL_ERROR = 80;

  private final TestTime time = TestTime.start();

  @AutoClose private final RawServer server = RawServer.start();

  /** Alerts of RFC 8446, section 6, that no retry cures. */
  private enum Alert {
    HANDSHAKE_FAILURE(40),
    BAD_CERTIFICATE(42),
    UNKNOWN_CA(48),
    PROTOCOL_VERSION(70);

    private final int code;

    Alert(int code) {
      this.code = code;
    }

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private CloudflareClient.Builder client() {
    return server.at(time).baseUrl(server.baseUrl().replace("http:", "https:"));
  }

  /** A fatal alert in a record of TLS 1.2, as every version sends it in the clear. */
  private void alert(int code) {
    server.onConnect(
        peer -> {
          peer.send(new byte[] {21, 3, 3, 0, 2, 2, (byte) code});
          peer.awaitClose();
        });
  }

  private void failsAtOnce(CloudflareClient.Builder builder, Alert alert) {
    alert(alert.code);
    try (CloudflareClient client = builder.build()) {
      TransportException e =
          failsWith(TransportException.class, () -> client.pcaps().create(Given.SIMPLE));
      assertThat(e)
          .hasMessageContaining("Received fatal alert: " + alert.text())
          .hasMessageContaining("client certificate");
      assertThat(e.attempts()).isEqualTo(1);
      assertThat(e.outcomeUnknown()).isFalse();
    }
    assertThat(server.connections()).isEqualTo(1);
    assertThat(time.pauses()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void alertIsPermanent(Alert alert) {
    failsAtOnce(client(), alert);
  }

  @ParameterizedTest
  @EnumSource
  void alertIsPermanentForABorrowedClient(Alert alert) {
    failsAtOnce(client().httpClient(new OkHttpClient()), alert);
  }

  @Test
  void internalErrorIsRetried() {
    alert(INTERNAL_ERROR);
    alert(INTERNAL_ERROR);
    alert(INTERNAL_ERROR);
    try (CloudflareClient client = client().build()) {
      TransportException e = failsWith(TransportException.class, () -> client.pcaps().list());
      assertThat(e.attempts()).isEqualTo(3);
    }
  }
}
