package io.github.cloudflarepcaps;

import static io.github.cloudflarepcaps.Failing.failsWith;
import static io.github.cloudflarepcaps.RawServer.status;
import static io.github.cloudflarepcaps.TestTime.millis;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A call waits as long as the response requests, or fails at once if that is too long. */
class RetryAfterTest {
  @AutoClose private final RawServer server = RawServer.start();
  private final TestTime time = TestTime.start();

  private static ApiException rejection(CloudflareClient client) {
    return failsWith(ApiException.class, () -> client.pcaps().list());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "17", "30", "007"})
  void secondsAreWaitedFor(String seconds) {
    server.then(status(503, "Retry-After: " + seconds + "\r\n", "{}"));
    try (CloudflareClient client = server.at(time).build()) {
      client.pcaps().list();
    }
    assertThat(time.pauses()).containsExactly(Duration.ofSeconds(Integer.parseInt(seconds)));
  }

  @Test
  void dateIsWaitedFor() {
    server.then(status(429, "Retry-After: " + date(Duration.ofSeconds(12)) + "\r\n", "{}"));
    try (CloudflareClient client = server.at(time).build()) {
      client.pcaps().list();
    }
    assertThat(time.pauses()).containsExactly(Duration.ofSeconds(12));
  }

  private static String date(Duration fromNow) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(
        TestTime.BEGIN.plus(fromNow).atOffset(ZoneOffset.UTC));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-5",
        "1.5",
        "soon",
        "",
        "Sat, 21 Nov 2026 11:59:00 GMT",
        "Sat, 31 Feb 2026 25:61:00 GMT",
        "0x10",
        "99999999999999999999",
        "１２"
      })
  void invalidValueMeansComputedBackOff(String value) {
    server.then(2, status(503, "Retry-After: " + value + "\r\n", "{}"));
    try (CloudflareClient client = server.at(time).build()) {
      client.pcaps().list();
    }
    assertThat(time.pauses()).isEqualTo(millis(500, 1000));
  }

  @Test
  void bodyIsUsedIfTheHeaderIsInvalid() {
    server.then(status(429, "Retry-After: 0\r\n", "{\"retry_after\":9}"));
    server.then(status(429, "", "{\"retry_after\":0}"));
    try (CloudflareClient client = server.at(time).build()) {
      client.pcaps().list();
    }
    assertThat(time.pauses()).isEqualTo(millis(9000, 1000));
  }

  @ParameterizedTest
  @ValueSource(strings = {"31", "300", "99999999999", "999999999999999999"})
  void waitBeyondMaxRetryAfterFailsAtOnceAndIsReported(String seconds) {
    server.then(status(429, "Retry-After: " + seconds + "\r\n", "{}"));
    try (CloudflareClient client = server.at(time).build()) {
      ApiException e = rejection(client);
      assertThat(e).isInstanceOf(RateLimitException.class);
      assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(Long.parseLong(seconds)));
    }
    assertThat(server.requests()).hasSize(1);
    assertThat(time.pauses()).isEmpty();
  }

  @Test
  void waitBeyondTheTimeoutFailsAtOnceAndIsReported() {
    server.then(status(503, "Retry-After: 20\r\n", "{}"));
    try (CloudflareClient client = server.at(time).timeout(Duration.ofSeconds(20)).build()) {
      assertThat(rejection(client).retryAfter()).isEqualTo(Duration.ofSeconds(20));
    }
    assertThat(time.pauses()).isEmpty();
  }
}
