package io.github.cloudflarepcaps;

import static io.github.cloudflarepcaps.Failing.failsWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Invalid JSON is an UnexpectedResponseException that names the call and the ray. */
@Timeout(60)
class HostileJsonTest {
  private static final String ENVELOPE = "{\"success\":true,\"result\":{\"id\":\"1\"}}";

  @AutoClose private final RawServer server = RawServer.start();

  @AutoClose
  private final CloudflareClient client = server.client().retryPolicy(RetryPolicy.none()).build();

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
  void invalidResponseIsUnexpected(String body) {
    server.always(peer -> peer.respond(200, "cf-ray: 8f-TEST\r\n", body));
    UnexpectedResponseException e =
        failsWith(UnexpectedResponseException.class, () -> client.pcaps().get(Given.ID));
    assertThat(e)
        .hasNoCause()
        .hasMessageStartingWith(Call.GET_PCAP.text() + " returned 200, but ")
        .hasMessageEndingWith(" (ray 8f-TEST)");
    assertThat(e.rayId()).isEqualTo("8f-TEST");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
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
        "{\"success\":true,\"result\":{\"id\":\"1\"},\"result_info\":[]}"
      })
  void malformedMetadataDoesNotHideAResult(String body) {
    server.always(peer -> peer.respond(200, "", body));
    assertThat(client.pcaps().get(Given.ID).id()).isEqualTo("1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"success\":\"true\"", "\"success\":1", "\"success\":[]"})
  void idAfterAnInvalidFieldIsKept(String odd) {
    String made = "{\"id\":\"" + Given.ID + "\",\"type\":\"simple\"}";
    server.always(peer -> peer.respond(200, "", "{" + odd + ",\"result\":" + made + "}"));
    UnexpectedResponseException e =
        failsWith(UnexpectedResponseException.class, () -> client.pcaps().create(Given.SIMPLE));
    assertThat(e.pcapId()).isEqualTo(Given.ID);
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
  void numberInAnyFieldIsReadOrRejected(String field) {
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
      server.then(peer -> peer.respond(200, "", Fixture.result(withField(field, number))));
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

  @Test
  void bytesInNoEncodingAreNotJson() {
    assertThat(outcome("\u0000\u0000{\u0000"))
        .isInstanceOf(UnexpectedResponseException.class)
        .hasMessageContaining("the response is not JSON: ");
  }

  @Test
  void byteOrderMarkIsSkipped() {
    assertThat(outcome("\u00ef\u00bb\u00bf" + ENVELOPE)).isNull();
  }

  private Throwable outcome(String body) {
    server.then(peer -> peer.respond(200, "", body));
    return catchThrowable(() -> client.pcaps().get(Given.ID));
  }
}
