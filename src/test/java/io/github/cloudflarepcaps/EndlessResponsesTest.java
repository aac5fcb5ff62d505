package io.github.cloudflarepcaps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
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
import org.junit.jupiter.params.provider.ValueSource;

/** A response costs bounded memory and time, whatever its size. */
@Timeout(60)
class EndlessResponsesTest {
  private static final int MAX_JSON = 16 << 20;
  private static final int MAX_ERROR = 64 << 10;
  private static final int MIB = 1 << 20;

  /** How far OkHttp may read ahead. */
  private static final int BUFFERED = 64 << 10;

  @AutoClose private final RawServer server = RawServer.start();

  @AutoClose
  private final CloudflareClient client = server.client().retryPolicy(RetryPolicy.none()).build();

  @Test
  void nestingIsLimitedTo64() {
    assertThat(outcome(nested(60))).isNull();
    assertThat(outcome(nested(63)))
        .isInstanceOf(UnexpectedResponseException.class)
        .hasMessageContaining("nesting depth");
    assertThat(outcome(nested(100_000))).isInstanceOf(UnexpectedResponseException.class);
  }

  private static String nested(int levels) {
    return Fixture.result(Fixture.pcap("'x':" + "[".repeat(levels) + "]".repeat(levels)));
  }

  @Test
  void textIsLimitedToOneMebibyte() {
    assertThat(outcome(Fixture.result(Fixture.pcap("'x':'" + "y".repeat(MIB) + "'")))).isNull();
    assertThat(outcome(Fixture.result(Fixture.pcap("'x':'" + "y".repeat(MIB + 1) + "'"))))
        .isInstanceOf(UnexpectedResponseException.class)
        .hasMessageContaining("String value length");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "{}", "{\"id\":\"1\"}", "7", "[[]]"})
  void numberOfTokensIsLimited(String element) {
    String list = (element + ",").repeat((MAX_JSON - 200) / (element.length() + 1));
    assertThat(outcome(Fixture.result(Fixture.pcap("'x':[" + list + "7]"))))
        .isInstanceOf(UnexpectedResponseException.class)
        .hasMessageContaining("Token count");
  }

  private Throwable outcome(String body) {
    server.then(peer -> peer.respond(200, "", body));
    return catchThrowable(() -> client.pcaps().get(Given.ID));
  }

  /** Text for which a careless regular expression needs quadratic time. */
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
  void repetitiveTextIsReadInLinearTime(String text) {
    String much = text.repeat(MAX_JSON / text.length() - 100);
    assertThat(outcome(much)).isInstanceOf(UnexpectedResponseException.class);
    String string = text.replace("\\", "\\\\").repeat(MIB / (text.length() + 1) - 100);
    assertThat(outcome(Fixture.result(Fixture.pcap("'destination_conf':'r2:" + string + "'"))))
        .isNull();
    server.then(peer -> peer.respond(400, "", much.substring(0, MAX_ERROR)));
    assertThat(catchThrowable(() -> client.pcaps().get(Given.ID))).isInstanceOf(ApiException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Transfer-Encoding: chunked\r\n", "Content-Length: 4294967296\r\n"})
  void endlessResponseIsReadTo16Mebibytes(String header) {
    assertThat(readOfEndless(200, header, endless(header)))
        .isBetween((long) MAX_JSON, (long) MAX_JSON + BUFFERED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Transfer-Encoding: chunked\r\n", "Content-Length: 4294967296\r\n"})
  void endlessErrorIsReadTo64Kibibytes(String header) {
    assertThat(readOfEndless(500, header, endless(header)))
        .isBetween((long) MAX_ERROR, (long) MAX_ERROR + BUFFERED);
  }

  private static byte[] endless(String header) {
    String piece = " ".repeat(1 << 16);
    return (header.contains("chunked") ? "10000\r\n" + piece + "\r\n" : piece)
        .getBytes(StandardCharsets.US_ASCII);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 500})
  void gzipBombIsReadToTheLimit(int status) throws IOException {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
      for (int i = 0; i < 1 << 10; i++) {
        gzip.write(new byte[1 << 16]);
      }
    }
    assertThat(readOfEndless(status, "Content-Encoding: gzip\r\n", bomb.toByteArray()))
        .isLessThan(2L * BUFFERED);
  }

  /** The bytes of the body that were read before the client closed the connection. */
  private long readOfEndless(int status, String header, byte[] piece) {
    server.then(
        peer -> {
          peer.send("HTTP/1.1 " + status + " OK\r\n" + header + "\r\n");
          try {
            while (true) {
              peer.send(piece);
            }
          } catch (IOException e) {
            peer.report("client closed");
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
    server.await("client closed");
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
}
