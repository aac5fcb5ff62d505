package io.github.cloudflarepcaps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever bytes a server sends, a call ends with a result or a CloudflareException. */
@Timeout(60)
class HostileResponsesTest {
  private static final int MIB = 1 << 20;
  private static final int MAX_ERROR = 64 << 10;
  private static final String OK = "HTTP/1.1 200 OK\r\n";
  private static final String ENVELOPE = "{\"success\":true,\"result\":{\"id\":\"1\"}}";

  @AutoClose private final RawServer server = RawServer.start();

  @AutoClose
  private final CloudflareClient client = server.client().retryPolicy(RetryPolicy.none()).build();

  /** What a call ends with: a success, or one of these exceptions. */
  private enum Expected {
    API(ApiException.class),
    TRANSPORT(TransportException.class), // its subtype OutcomeUnknownException for a create
    UNEXPECTED(UnexpectedResponseException.class),
    ANY(CloudflareException.class);

    private final Class<? extends CloudflareException> type;

    Expected(Class<? extends CloudflareException> type) {
      this.type = type;
    }

    boolean allowsSuccessOf(Call call) {
      return this == ANY || call == Call.STOP || call == Call.DELETE_BUCKET;
    }

    /** A download reads its first bytes before it knows of a broken body. */
    Class<? extends CloudflareException> typeFor(Call call, Throwable actual) {
      boolean early =
          (call == Call.DOWNLOAD && actual instanceof UnexpectedResponseException)
              || (call.isAtMostOnce() && actual instanceof OutcomeUnknownException);
      return early ? CloudflareException.class : type;
    }
  }

  /** All bytes of a response, after which the connection closes, and what the call ends with. */
  static Stream<Arguments> responses() {
    String length = "Content-Length: " + ENVELOPE.length() + "\r\n";
    return Stream.of(
        Arguments.of(OK + "Content-Length: -5\r\n\r\n" + ENVELOPE, Expected.UNEXPECTED),
        Arguments.of(OK + "Content-Length: -1\r\n\r\n" + ENVELOPE, Expected.ANY),
        Arguments.of(OK + "Content-Length: 9223372036854775808\r\n\r\n" + ENVELOPE, Expected.ANY),
        Arguments.of(
            OK + "Content-Length: 9223372036854775807\r\n\r\n" + ENVELOPE, Expected.TRANSPORT),
        Arguments.of(OK + "Content-Length: lots\r\n\r\n" + ENVELOPE, Expected.ANY),
        Arguments.of(OK + length + "Content-Length: 3\r\n\r\n" + ENVELOPE, Expected.ANY),
        Arguments.of(OK + "Content-Length: 3\r\n" + length + "\r\n" + ENVELOPE, Expected.ANY),
        Arguments.of(
            OK + length + "Transfer-Encoding: chunked\r\n\r\n" + ENVELOPE, Expected.TRANSPORT),
        Arguments.of(
            OK + "Transfer-Encoding: chunked\r\n\r\nzz\r\n" + ENVELOPE, Expected.TRANSPORT),
        Arguments.of(
            OK + "Transfer-Encoding: chunked\r\n\r\n-1\r\n" + ENVELOPE, Expected.TRANSPORT),
        Arguments.of(OK + "Transfer-Encoding: chunked\r\n\r\nffffffffff\r\n{", Expected.TRANSPORT),
        Arguments.of(
            OK + "Transfer-Encoding: chunked\r\n\r\n" + "1".repeat(100_000), Expected.TRANSPORT),
        Arguments.of(OK + "Content-Encoding: gzip\r\n\r\n" + ENVELOPE, Expected.TRANSPORT),
        Arguments.of(OK + "Content-Encoding: br\r\n\r\n\u0001\u0002", Expected.UNEXPECTED),
        Arguments.of(OK + "X: 1\r\n".repeat(10_000) + length + "\r\n" + ENVELOPE, Expected.ANY),
        Arguments.of(
            OK + "X-Long: " + "x".repeat(300_000) + "\r\n\r\n" + ENVELOPE, Expected.TRANSPORT),
        Arguments.of(OK + "X-Endless: " + "x".repeat(4 * MIB), Expected.TRANSPORT),
        Arguments.of(OK + "NoColon\r\n\r\n" + ENVELOPE, Expected.ANY),
        Arguments.of(OK + ": no name\r\n\r\n" + ENVELOPE, Expected.ANY),
        Arguments.of(OK + "X: \u0000\u0007\u00e9\r\n\r\n" + ENVELOPE, Expected.ANY),
        Arguments.of(OK + "Content-Type: \u0000;;;\r\n\r\n" + ENVELOPE, Expected.ANY),
        Arguments.of(OK + "cf-ray: " + "r".repeat(200_000) + "\r\n\r\n[]", Expected.UNEXPECTED),
        Arguments.of("hello, I am HTTP/0.9", Expected.TRANSPORT),
        Arguments.of("HTTP/0.9 200 OK\r\n\r\n" + ENVELOPE, Expected.TRANSPORT),
        Arguments.of("HTTP/2 200 OK\r\n\r\n" + ENVELOPE, Expected.TRANSPORT),
        Arguments.of("HTTP/1.1 2x0 OK\r\n\r\n", Expected.TRANSPORT),
        Arguments.of("HTTP/1.1 -12 OK\r\n\r\n", Expected.ANY),
        Arguments.of("HTTP/1.1 20000 OK\r\n\r\n", Expected.TRANSPORT),
        Arguments.of("HTTP/1.1\r\n\r\n", Expected.TRANSPORT),
        Arguments.of("\r\n\r\n\r\n", Expected.TRANSPORT),
        Arguments.of("\u0016\u0003\u0001\u0000\u0005", Expected.TRANSPORT),
        Arguments.of("SSH-2.0-OpenSSH_9.9\r\n", Expected.TRANSPORT),
        Arguments.of("HTTP/1.1 100 Continue\r\n\r\n", Expected.TRANSPORT),
        Arguments.of("HTTP/1.1 100 Continue\r\n\r\n".repeat(10_000), Expected.TRANSPORT),
        Arguments.of("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n", Expected.TRANSPORT),
        Arguments.of("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n", Expected.ANY),
        Arguments.of("HTTP/1.1 199 What\r\n\r\n", Expected.ANY),
        Arguments.of("HTTP/1.1 204 None\r\nContent-Length: 5\r\n\r\nhello", Expected.ANY),
        Arguments.of("HTTP/1.1 205 None\r\nContent-Length: 5\r\n\r\nhello", Expected.ANY),
        Arguments.of("HTTP/1.1 299 Odd\r\n\r\nodd", Expected.UNEXPECTED),
        Arguments.of("HTTP/1.1 304 Same\r\n\r\n", Expected.API),
        Arguments.of("HTTP/1.1 305 Proxy\r\nLocation: http://127.0.0.1:1/\r\n\r\n", Expected.API),
        Arguments.of("HTTP/1.1 600 Odd\r\n\r\nodd", Expected.API),
        Arguments.of("HTTP/1.1 999 Odd\r\n\r\n" + ENVELOPE, Expected.API));
  }

  @ParameterizedTest
  @MethodSource("responses")
  void brokenResponseIsACloudflareException(String response, Expected expected) {
    server.always(peer -> sendAndClose(peer, response));
    for (Call call : Call.values()) {
      Throwable e = catchThrowable(() -> call.makeAndClose(client));
      if (e != null || !expected.allowsSuccessOf(call)) {
        assertThat(e).as(call.name()).isInstanceOf(expected.typeFor(call, e));
        assertIsAboutTheCall((CloudflareException) e, call);
      }
    }
  }

  private static void assertIsAboutTheCall(CloudflareException e, Call call) {
    assertThat(e.getMessage()).startsWith(call.text() + " ").hasSizeLessThan(8 * MAX_ERROR);
    assertThat(e.getMessage()).doesNotContain(": null", " null");
    assertThat(e.path()).isEqualTo(call.text().substring(call.method().length() + 1));
    assertThat(e.attempts()).isEqualTo(1);
  }

  private static void sendAndClose(RawPeer peer, String response) throws IOException {
    try {
      peer.send(response);
    } finally {
      peer.close();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"success\":false,\"errors\":7}",
        "{\"success\":false,\"errors\":[[]]}",
        "{\"success\":false,\"errors\":[{\"code\":1e1000000000}]}",
        "{\"errors\":[{\"code\":1,\"error_chain\":7}]}",
        "{\"error_code\":1e99,\"title\":[],\"detail\":{},\"retry_after\":-1e999,\"ray_id\":7}",
        "[[[[[[[[[[",
        "{\"success\":true,\"result\":{\"id\":\"1\"}}",
        "<html>",
        "\u0000\u0001\u00ff",
        ""
      })
  void errorStatusIsAnApiExceptionWhateverTheBody(String body) {
    for (int status : List.of(400, 404, 500, 522)) {
      server.then(peer -> peer.respond(status, "", body));
      assertThat(catchThrowable(() -> client.pcaps().get(Given.ID)))
          .isInstanceOf(ApiException.class)
          .hasMessageStartingWith(Call.GET_PCAP.text() + " returned " + status + ": ");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "99999999999", "999999999999999999", "9999999999999999999999", "-1", "-99999999999", "1.5",
        "soon", "\u00e9", "Thu, 99 Foo 2026 99:99:99 GMT", "Fri, 31 Dec 9999 23:59:59 GMT", "", "0"
      })
  void anyRetryAfterIsARateLimitException(String value) {
    server.always(peer -> peer.respond(429, "Retry-After: " + value + "\r\n", "{}"));
    assertThat(catchThrowable(() -> client.pcaps().get(Given.ID)))
        .isInstanceOf(RateLimitException.class);
    try (CloudflareClient patient = server.at(TestTime.start()).build()) {
      assertThat(catchThrowable(() -> patient.pcaps().get(Given.ID)))
          .isInstanceOf(RateLimitException.class);
    }
  }

  @Test
  void messageHasTheCallTheReasonAndTheRay() {
    server.then(
        peer ->
            peer.respond(
                404,
                "cf-ray: 8f1e-FRA\r\n",
                Fixture.refusal(
                    7003, "Could not route to /accounts/x, perhaps your id is wrong?")));
    assertThat(catchThrowable(() -> client.pcaps().get(Given.ID)))
        .isInstanceOf(NotFoundException.class)
        .hasMessage(
            "GET /accounts/0123456789abcdef0123456789abcdef/pcaps/6d1f0aac13cd40e3900d29f5dd0e8a2b"
                + " returned 404: 7003 Could not route to /accounts/x, perhaps your id is wrong?"
                + " (ray 8f1e-FRA)");
  }
}
