package io.github.cloudflarepcaps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.ForwardingSource;
import okio.Okio;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever a server answers, what comes out is an exception of api.md's, within bounds of memory
 * and time.
 */
@Timeout(60)
class HostileAnswersTest {
  private static final int JSON_CAP = 16 << 20;
  private static final int ERROR_CAP = 64 << 10;
  private static final int MIB = 1 << 20;

  /** What OkHttp may have read ahead. */
  private static final int BUFFERED = 64 << 10;

  private static final String OK = "HTTP/1.1 200 OK\r\n";
  private static final String ENVELOPE = "{\"success\":true,\"result\":{\"id\":\"1\"}}";

  @AutoClose private final RawServer server = RawServer.start();

  @AutoClose
  private final CloudflareClient client = server.client().retryPolicy(RetryPolicy.none()).build();

  /** The whole answer of the wire, each followed by the end of the connection. */
  static Stream<Arguments> wires() {
    String length = "Content-Length: " + ENVELOPE.length() + "\r\n";
    return Stream.of(
        Arguments.of(OK + "Content-Length: -5\r\n\r\n" + ENVELOPE, "Unexpected"),
        Arguments.of(OK + "Content-Length: -1\r\n\r\n" + ENVELOPE, "any"),
        Arguments.of(OK + "Content-Length: 9223372036854775808\r\n\r\n" + ENVELOPE, "any"),
        Arguments.of(OK + "Content-Length: 9223372036854775807\r\n\r\n" + ENVELOPE, "Transport"),
        Arguments.of(OK + "Content-Length: lots\r\n\r\n" + ENVELOPE, "any"),
        Arguments.of(OK + length + "Content-Length: 3\r\n\r\n" + ENVELOPE, "any"),
        Arguments.of(OK + "Content-Length: 3\r\n" + length + "\r\n" + ENVELOPE, "any"),
        Arguments.of(OK + length + "Transfer-Encoding: chunked\r\n\r\n" + ENVELOPE, "Transport"),
        Arguments.of(OK + "Transfer-Encoding: chunked\r\n\r\nzz\r\n" + ENVELOPE, "Transport"),
        Arguments.of(OK + "Transfer-Encoding: chunked\r\n\r\n-1\r\n" + ENVELOPE, "Transport"),
        Arguments.of(OK + "Transfer-Encoding: chunked\r\n\r\nffffffffff\r\n{", "Transport"),
        Arguments.of(OK + "Transfer-Encoding: chunked\r\n\r\n" + "1".repeat(100_000), "Transport"),
        Arguments.of(OK + "Content-Encoding: gzip\r\n\r\n" + ENVELOPE, "Transport"),
        Arguments.of(OK + "Content-Encoding: br\r\n\r\n\u0001\u0002", "Unexpected"),
        Arguments.of(OK + "X: 1\r\n".repeat(10_000) + length + "\r\n" + ENVELOPE, "any"),
        Arguments.of(OK + "X-Long: " + "x".repeat(300_000) + "\r\n\r\n" + ENVELOPE, "Transport"),
        Arguments.of(OK + "X-Endless: " + "x".repeat(4 * MIB), "Transport"),
        Arguments.of(OK + "NoColon\r\n\r\n" + ENVELOPE, "any"),
        Arguments.of(OK + ": no name\r\n\r\n" + ENVELOPE, "any"),
        Arguments.of(OK + "X: \u0000\u0007\u00e9\r\n\r\n" + ENVELOPE, "any"),
        Arguments.of(OK + "Content-Type: \u0000;;;\r\n\r\n" + ENVELOPE, "any"),
        Arguments.of(OK + "cf-ray: " + "r".repeat(200_000) + "\r\n\r\n[]", "Unexpected"),
        Arguments.of("hello, I am HTTP/0.9", "Transport"),
        Arguments.of("HTTP/0.9 200 OK\r\n\r\n" + ENVELOPE, "Transport"),
        Arguments.of("HTTP/2 200 OK\r\n\r\n" + ENVELOPE, "Transport"),
        Arguments.of("HTTP/1.1 2x0 OK\r\n\r\n", "Transport"),
        Arguments.of("HTTP/1.1 -12 OK\r\n\r\n", "any"),
        Arguments.of("HTTP/1.1 20000 OK\r\n\r\n", "Transport"),
        Arguments.of("HTTP/1.1\r\n\r\n", "Transport"),
        Arguments.of("\r\n\r\n\r\n", "Transport"),
        Arguments.of("\u0016\u0003\u0001\u0000\u0005", "Transport"),
        Arguments.of("SSH-2.0-OpenSSH_9.9\r\n", "Transport"),
        Arguments.of("HTTP/1.1 100 Continue\r\n\r\n", "Transport"),
        Arguments.of("HTTP/1.1 100 Continue\r\n\r\n".repeat(10_000), "Transport"),
        Arguments.of("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n", "Transport"),
        Arguments.of("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n", "any"),
        Arguments.of("HTTP/1.1 199 What\r\n\r\n", "any"),
        Arguments.of("HTTP/1.1 204 None\r\nContent-Length: 5\r\n\r\nhello", "any"),
        Arguments.of("HTTP/1.1 205 None\r\nContent-Length: 5\r\n\r\nhello", "any"),
        Arguments.of("HTTP/1.1 299 Odd\r\n\r\nodd", "Unexpected"),
        Arguments.of("HTTP/1.1 304 Same\r\n\r\n", "Api"),
        Arguments.of("HTTP/1.1 305 Proxy\r\nLocation: http://127.0.0.1:1/\r\n\r\n", "Api"),
        Arguments.of("HTTP/1.1 600 Odd\r\n\r\nodd", "Api"),
        Arguments.of("HTTP/1.1 999 Odd\r\n\r\n" + ENVELOPE, "Api"));
  }

  @ParameterizedTest
  @MethodSource("wires")
  void aBrokenAnswerIsAnExceptionOfOurs(String answer, String type) {
    server.always(peer -> sendAndClose(peer, answer));
    for (Call call : Call.values()) {
      Throwable e = catchThrowable(() -> call.makeAndClose(client));
      assertOurs(e, call, type);
    }
  }

  /** "any": a success, or any exception of ours; as a call that is made once may say it its way. */
  private static void assertOurs(Throwable e, Call call, String type) {
    boolean noResult = call == Call.STOP || call == Call.DELETE_BUCKET;
    if (e == null && (type.equals("any") || noResult)) { // done, whatever the headers announce
      return;
    }
    assertThat(e).as(call.name()).isInstanceOf(CloudflareException.class);
    CloudflareException ours = (CloudflareException) e;
    assertThat(ours.getMessage()).startsWith(call.text() + " ").hasSizeLessThan(ERROR_CAP * 8);
    assertThat(ours.path()).isEqualTo(call.text().substring(call.method().length() + 1));
    assertThat(ours.attempts()).isEqualTo(1);
    if (!type.equals("any") && !isNothingToRead(call, ours)) {
      assertThat(ours.getClass().getSimpleName())
          .isIn(
              type + "Exception",
              call.isOnce() ? "OutcomeUnknownException" : "",
              type + "ResponseException");
    }
  }

  private static boolean isNothingToRead(Call call, CloudflareException e) {
    return e instanceof UnexpectedResponseException && call == Call.DOWNLOAD;
  }

  private static void sendAndClose(RawServer.Peer peer, String answer) throws IOException {
    try {
      peer.send(answer);
    } finally {
      peer.close();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "true",
        "7",
        "\"text\"",
        "[]",
        "[{\"success\":true}]",
        "{}",
        "{\"success\":true}",
        "{\"success\":null,\"result\":null}",
        "{\"success\":\"true\",\"result\":{\"id\":\"1\"}}",
        "{\"success\":1,\"result\":{\"id\":\"1\"}}",
        "{\"success\":[],\"result\":{\"id\":\"1\"}}",
        "{\"success\":true,\"result\":[]}",
        "{\"success\":true,\"result\":\"x\"}",
        "{\"success\":true,\"result\":7}",
        "{\"success\":true,\"result\":{\"id\":\"1\"},\"errors\":7}",
        "{\"success\":true,\"result\":{\"id\":\"1\"},\"errors\":{}}",
        "{\"success\":true,\"result\":{\"id\":\"1\"},\"errors\":[7]}",
        "{\"success\":true,\"result\":{\"id\":\"1\"},\"errors\":[null]}",
        "{\"success\":true,\"result\":{\"id\":\"1\"},\"errors\":[{\"code\":\"1\"}]}",
        "{\"success\":true,\"result\":{\"id\":\"1\"},\"errors\":[{\"code\":1.5}]}",
        "{\"success\":true,\"result\":{\"id\":\"1\"},\"errors\":[{\"code\":99999999999}]}",
        "{\"success\":true,\"result\":{\"id\":\"1\"},\"errors\":[{\"source\":[]}]}",
        "{\"success\":true,\"result\":{\"id\":\"1\"},\"messages\":\"x\"}",
        "{\"success\":true,\"result\":{\"id\":\"1\"},\"messages\":[[]]}",
        "{\"success\":true,\"result\":{\"id\":\"1\"},\"result_info\":[]}",
        "{\"success\":true,\"success\":true,\"result\":{\"id\":\"1\"}}",
        "{\"success\":true,\"result\":{\"id\":\"1\"},\"result\":{\"id\":\"2\"}}",
        "{\"success\":true,\"result\":null,\"result\":{\"id\":\"2\"}}",
        "{\"success\":true,\"result\":{\"id\":\"1\",\"id\":\"1\"}}",
        "{\"success\":true,\"result\":{\"id\":\"1\",\"x\":1,\"x\":1}}",
        "{\"success\":true,\"result\":{\"id\":\"1\",\"x\":{\"y\":1,\"y\":1}}}",
        "{\"success\":true,\"result\":{\"id\":\"1\",\"filter_v1\":{\"z\":1,\"z\":1}}}",
        "{\"success\":true,\"result\":{\"id\":\"1\",\"type\":\"full\",\"type\":\"simple\"}}",
        "{\"success\":true,\"result\":{\"id\":\"\\ud800\"}}",
        "{\"success\":true,\"result\":{\"id\":\"\\udc00\\ud800\"}}",
        "{\"success\":true,\"result\":{\"id\":\"1\",\"x\":\"a\\ud800b\"}}",
        "{\"success\":true,\"result\":{\"id\":\"1\",\"\\ud800\":1}}",
        "{\"success\":true,\"result\":{\"id\":\"1\",\"x\":{\"\\ud800\":1}}}",
        "{\"success\":true,\"result\":{\"id\":\"\u00ed\u00a0\u0080\"}}",
        "{\"success\":true,\"result\":{\"id\":\"\u00ff\"}}",
        "{\"success\":true,\"result\":{\"id\":\"\u00c3\"}}",
        "{\"success\":true,\"result\":{\"id\":\"\n\"}}",
        "{\"success\":true,\"result\":{\"id\":'1'}}",
        "{\"success\":true,\"result\":{\"id\":\"1\"}} {}",
        "{\"success\":true,\"result\":{\"id\":\"1\"}},",
        "{\"success\":true,\"result\":{\"id\":\"1\"}",
        "\u00fe\u00ff\u0000{",
        "\u0000\u0000\u00fe\u00ff",
        "\u0000\u0000\u00ff\u00fe",
        "\u0000\u0000\u0000\u0000"
      })
  void anAnswerOfAnotherShapeIsUnexpected(String body) {
    server.always(peer -> peer.answer(200, "cf-ray: 8f-TEST\r\n", body));
    Throwable e = catchThrowable(() -> client.pcaps().get(Given.ID));
    assertThat(e)
        .isInstanceOf(UnexpectedResponseException.class)
        .hasNoCause()
        .hasMessageStartingWith(Call.GET_PCAP.text() + " returned 200, but ")
        .hasMessageEndingWith(" (ray 8f-TEST)");
    assertThat(((UnexpectedResponseException) e).rayId()).isEqualTo("8f-TEST");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"messages\":\"queued\"",
        "\"errors\":{}",
        "\"messages\":[1]",
        "\"result_info\":[]",
        "\"success\":\"true\""
      })
  void theIdBehindAFieldOfAnotherShapeIsKept(String odd) {
    String made = "{\"id\":\"" + Given.ID + "\",\"type\":\"simple\"}";
    server.always(peer -> peer.answer(200, "", "{" + odd + ",\"result\":" + made + "}"));
    assertThat(catchThrowable(() -> client.pcaps().create(Given.SIMPLE)))
        .isInstanceOfSatisfying(
            UnexpectedResponseException.class, e -> assertThat(e.pcapId()).isEqualTo(Given.ID));
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
  void aRefusalIsOneWhateverItsBody(String body) {
    for (int status : List.of(400, 404, 500, 522)) {
      server.then(peer -> peer.answer(status, "", body));
      assertThat(catchThrowable(() -> client.pcaps().get(Given.ID)))
          .isInstanceOf(ApiException.class)
          .hasMessageStartingWith(Call.GET_PCAP.text() + " returned " + status + ": ");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "id",
    "packet_limit",
    "packets_remaining",
    "byte_limit",
    "packets_captured",
    "time_limit",
    "filter_v1",
    "filter_v1.source_port",
    "filter_v1.destination_port",
    "filter_v1.protocol",
    "unknown",
    "filter_v1.unknown",
    "submitted",
    "status",
    "type",
    "destination_conf"
  })
  void noNumberBreaksAField(String field) {
    List<String> numbers =
        List.of(
            "1e1000000000",
            "-1e1000000000",
            "1e-1000000000",
            "1e99999999999",
            "-0.0",
            "-0",
            "80.0",
            "80.5",
            "1E400",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775809",
            "1" + "0".repeat(900),
            "1" + "0".repeat(2000),
            "0." + "0".repeat(2000) + "1",
            "NaN",
            "Infinity",
            "01",
            "+1",
            ".5",
            "0x10",
            "1_0");
    for (String number : numbers) {
      server.then(peer -> peer.answer(200, "", Fixture.result(withField(field, number))));
      Throwable e = catchThrowable(() -> Printables.of(client.pcaps().get(Given.ID)));
      assertThat(e == null || e instanceof UnexpectedResponseException)
          .as(field + " " + number + " " + e)
          .isTrue();
      assertThat(e == null ? "" : e.getMessage()).hasSizeLessThan(600);
    }
  }

  private static String withField(String field, String value) {
    int dot = field.indexOf('.');
    return dot < 0
        ? "{\"" + field + "\":" + value + "}"
        : "{\""
            + field.substring(0, dot)
            + "\":"
            + withField(field.substring(dot + 1), value)
            + "}";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "99999999999", "999999999999999999", "9999999999999999999999", "-1", "-99999999999", "1.5",
        "soon", "\u00e9", "Thu, 99 Foo 2026 99:99:99 GMT", "Fri, 31 Dec 9999 23:59:59 GMT", "", "0"
      })
  void noRetryAfterBreaksACall(String value) {
    server.always(peer -> peer.answer(429, "Retry-After: " + value + "\r\n", "{}"));
    assertThat(catchThrowable(() -> client.pcaps().get(Given.ID)))
        .isInstanceOf(RateLimitException.class);
    try (CloudflareClient patient = server.at(TestTime.start()).build()) {
      assertThat(catchThrowable(() -> patient.pcaps().get(Given.ID)))
          .isInstanceOf(RateLimitException.class);
    }
  }

  @Test
  void nestingIsReadTo64AndNoDeeper() {
    assertThat(outcome(nested(60))).isNull();
    assertThat(outcome(nested(63)))
        .isInstanceOf(UnexpectedResponseException.class)
        .hasMessageContaining("nesting depth");
    assertThat(outcome(nested(100_000))).isInstanceOf(UnexpectedResponseException.class);
  }

  private static String nested(int levels) {
    return Fixture.result("{\"x\":" + "[".repeat(levels) + "]".repeat(levels) + "}");
  }

  @Test
  void textIsReadToOneMebibyteAndNoLonger() {
    assertThat(outcome(Fixture.result("{\"x\":\"" + "y".repeat(MIB) + "\"}"))).isNull();
    assertThat(outcome(Fixture.result("{\"x\":\"" + "y".repeat(MIB + 1) + "\"}")))
        .isInstanceOf(UnexpectedResponseException.class)
        .hasMessageContaining("String value length");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "{}", "{\"id\":\"1\"}", "7", "[[]]"})
  void aListOfMillionsIsRefused(String element) {
    String list = (element + ",").repeat((JSON_CAP - 100) / (element.length() + 1));
    assertThat(outcome(Fixture.result("{\"x\":[" + list + "7]}")))
        .isInstanceOf(UnexpectedResponseException.class)
        .hasMessageContaining("Token count");
  }

  private Throwable outcome(String body) {
    server.then(peer -> peer.answer(200, "", body));
    return catchThrowable(() -> client.pcaps().get(Given.ID));
  }

  /** Text that a careless regular expression takes for ever with. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "<title",
        "<title>",
        "<title ",
        "?",
        "?key",
        "&key",
        "access-key-id",
        "\\",
        "%25",
        "\\\\u00",
        "access-key-id ",
        "//@",
        "secret-access-key:",
        " ",
        "&#x0"
      })
  void repeatedTextTakesNoLongerThanOther(String text) {
    String much = text.repeat(JSON_CAP / text.length() - 100);
    assertThat(outcome(much)).isInstanceOf(UnexpectedResponseException.class);
    String string = text.replace("\\", "\\\\").repeat(MIB / (text.length() + 1) - 100);
    assertThat(outcome(Fixture.result("{\"destination_conf\":\"r2:" + string + "\"}"))).isNull();
    server.then(peer -> peer.answer(400, "", much.substring(0, ERROR_CAP)));
    assertThat(catchThrowable(() -> client.pcaps().get(Given.ID))).isInstanceOf(ApiException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Transfer-Encoding: chunked\r\n", "Content-Length: 4294967296\r\n"})
  void ofAnEndlessAnswer16MebibytesAreRead(String header) {
    assertThat(readOfEndless(200, header, endless(header)))
        .isBetween((long) JSON_CAP, (long) JSON_CAP + BUFFERED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Transfer-Encoding: chunked\r\n", "Content-Length: 4294967296\r\n"})
  void ofAnEndlessError64KibibytesAreRead(String header) {
    assertThat(readOfEndless(500, header, endless(header)))
        .isBetween((long) ERROR_CAP, (long) ERROR_CAP + BUFFERED);
  }

  private static byte[] endless(String header) {
    String piece = " ".repeat(1 << 16);
    return (header.contains("chunked") ? "10000\r\n" + piece + "\r\n" : piece)
        .getBytes(StandardCharsets.US_ASCII);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 500})
  void aGzipBombIsReadToTheCap(int status) throws IOException {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
      for (int i = 0; i < 1 << 10; i++) {
        gzip.write(new byte[1 << 16]);
      }
    }
    assertThat(readOfEndless(status, "Content-Encoding: gzip\r\n", bomb.toByteArray()))
        .isLessThan(2L * BUFFERED);
  }

  /** How much of the body was read from the connection before the client hung up. */
  private long readOfEndless(int status, String header, byte[] piece) {
    server.then(
        peer -> {
          peer.send("HTTP/1.1 " + status + " OK\r\n" + header + "\r\n");
          try {
            while (true) {
              peer.send(piece);
            }
          } catch (IOException e) {
            peer.tell("hung up");
          }
        });
    AtomicLong read = new AtomicLong();
    OkHttpClient counting =
        new OkHttpClient.Builder()
            .addNetworkInterceptor(chain -> counted(chain.proceed(chain.request()), read))
            .build();
    try (CloudflareClient counted =
        server.client().httpClient(counting).retryPolicy(RetryPolicy.none()).build()) {
      assertThat(catchThrowable(() -> counted.pcaps().get(Given.ID)))
          .isInstanceOf(status == 200 ? UnexpectedResponseException.class : ApiException.class);
    }
    server.await("hung up");
    return read.get();
  }

  private static Response counted(Response response, AtomicLong read) {
    ResponseBody body = response.body();
    ForwardingSource source =
        new ForwardingSource(body.source()) {
          @Override
          public long read(Buffer sink, long byteCount) throws IOException {
            long count = super.read(sink, byteCount);
            read.addAndGet(Math.max(count, 0));
            return count;
          }
        };
    return response
        .newBuilder()
        .body(ResponseBody.create(Okio.buffer(source), body.contentType(), body.contentLength()))
        .build();
  }

  @Test
  void bytesInAnOrderThatNoEncodingHasAreNotJson() {
    assertThat(outcome("\u0000\u0000{\u0000"))
        .isInstanceOf(UnexpectedResponseException.class)
        .hasMessageContaining("the response is not JSON: ");
  }

  @Test
  void anEnvelopeWithAByteOrderMarkIsRead() {
    assertThat(outcome("\u00ef\u00bb\u00bf" + ENVELOPE)).isNull();
  }

  @Test
  void theMessageSaysTheCallTheReasonAndTheRay() {
    server.then(
        peer ->
            peer.answer(
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
