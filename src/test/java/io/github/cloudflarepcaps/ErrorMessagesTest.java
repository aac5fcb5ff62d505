package io.github.cloudflarepcaps;

import static io.github.cloudflarepcaps.Failing.failsWith;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudflarepcaps.model.ApiError;
import java.time.Duration;
import java.util.List;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The message of an exception has the call, the server's words and what to do. */
class ErrorMessagesTest {
  private static final String CALL =
      "GET /accounts/" + Given.ACCOUNT + "/pcaps/" + Given.ID + " returned ";
  private static final String READ =
      ". Check the credentials; a token needs the permission \"Magic Firewall Packet Captures -"
          + " Read PCAPs API\" or \"Magic Firewall Packet Captures - Write PCAPs API\"";

  @AutoClose private final Wire wire = Wire.open();

  @Test
  void messageHasTheCallTheErrorsAndTheRay() {
    wire.enqueue(
        new MockResponse.Builder()
            .code(404)
            .setHeader("cf-ray", "8f1c2d3e4f5a6b7c-AMS")
            .body(Fixture.json("no-route"))
            .build());
    ApiException e = rejected();
    assertThat(e)
        .hasMessage(
            CALL
                + "404: 7003 Could not route to /pcaps, perhaps your object identifier is invalid?;"
                + " 7000 No route for that URI (ray 8f1c2d3e4f5a6b7c-AMS)");
    assertThat(e.method()).isEqualTo("GET");
    assertThat(e.path()).isEqualTo("/accounts/" + Given.ACCOUNT + "/pcaps/" + Given.ID);
    assertThat(e.rayId()).isEqualTo("8f1c2d3e4f5a6b7c-AMS");
    assertThat(e.pcapId()).isEqualTo(Given.ID);
    assertThat(e.attempts()).isEqualTo(1);
    assertThat(e.retryAfter()).isNull();
  }

  @Test
  void malformedCredentialsAreReportedWithChainAndPermission() {
    wire.enqueue(400, Fixture.json("malformed-credentials"));
    ApiException e = rejected();
    assertThat(e)
        .isInstanceOf(AuthenticationException.class)
        .hasMessage(
            CALL
                + "400: 6003 Invalid request headers (6111 Invalid format for Authorization header)"
                + READ);
    assertThat(e.errors().get(0).chain())
        .containsExactly(
            new ApiError(6111, "Invalid format for Authorization header", null, null, List.of()));
  }

  @Test
  void forbiddenWriteNamesThePermissionToWrite() {
    wire.enqueue(403, Fixture.refusal(10000, "Authentication error"));
    ApiException e = failsWith(ApiException.class, () -> wire.pcaps().stop(Given.ID));
    assertThat(e)
        .hasMessageEndingWith(
            "a token needs the permission \"Magic Firewall Packet Captures - Write PCAPs API\"");
  }

  @Test
  void pageIsReportedByItsTitle() {
    wire.enqueue(
        502, "<html><title>api.cloudflare.com | 502: Bad\n gateway</title><p>long</p></html>");
    assertThat(rejected()).hasMessage(CALL + "502: api.cloudflare.com | 502: Bad gateway");
  }

  @Test
  void edgeProblemIsReportedByItsFields() {
    wire.enqueue(
        new MockResponse.Builder()
            .code(503)
            .setHeader("Content-Type", "application/problem+json")
            .body(Fixture.json("edge-problem"))
            .build());
    ApiException e = rejected();
    assertThat(e)
        .hasMessage(
            CALL
                + "503: 1200 Origin queue full: Too many requests wait for the origin"
                + " (ray 9d2f6b1c7e3a4f50). Retry after 120 s");
    assertThat(e.rayId()).isEqualTo("9d2f6b1c7e3a4f50");
    assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(120));
    assertThat(e.errors())
        .containsExactly(
            new ApiError(
                1200,
                "Origin queue full: Too many requests wait for the origin",
                null,
                null,
                List.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|the response is empty",
        "upstream connect error|upstream connect error",
        "{\"success\":false}|{\"success\":false}",
        "{\"errors\":[\"plain text\"]}|plain text",
        "{\"success\":false,\"errors\":null,\"messages\":[\"m\"]}|m"
      })
  void bodyWithoutErrorsIsQuoted(String body, String quoted) {
    wire.enqueue(500, body);
    assertThat(rejected()).hasMessageStartingWith(CALL + "500: " + quoted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"result\":[1,{\"id\":2}]",
        "\"result\":\"none\"",
        "\"result\":7",
        "\"result\":{\"id\":7,\"other\":{\"id\":\"x\"}}",
        "\"title\":[\"x\"]",
        "\"error_code\":\"1020\"",
        "\"error_code\":10.5",
        "\"error_code\":9999999999",
        "\"retry_after\":{\"seconds\":1}",
        "\"ray_id\":null",
        "\"other\":[{},[]]"
      })
  void errorsAreReportedWhateverPrecedesThem(String before) {
    wire.enqueue(400, "{" + before + ",\"errors\":[{\"code\":1000,\"message\":\"bad filter\"}]}");
    assertThat(rejected()).hasMessage(CALL + "400: 1000 bad filter");
  }

  @Test
  void longBodyIsShortened() {
    wire.enqueue(500, "x".repeat(100_000));
    assertThat(rejected()).hasMessage(CALL + "500: " + "x".repeat(200) + "…");
  }

  @Test
  void unprintableCharactersAreReplaced() {
    wire.enqueue(400, Fixture.refusal(1000, "two\\nlines \\u001b[31m\\u202e"));
    assertThat(rejected()).hasMessage(CALL + "400: 1000 two lines ?[31m?");
  }

  @Test
  void lostResponseNamesWhatToCheck() {
    wire.enqueueClose();
    assertThat(failsWith(OutcomeUnknownException.class, () -> wire.pcaps().create(Given.SIMPLE)))
        .hasMessageEndingWith("It may have taken effect; check list() before retrying");
  }

  @Test
  void createWithUnknownOutcomeNamesWhatToCheck() {
    wire.enqueue(503, Fixture.refusal(1000, "later"));
    assertThat(failsWith(ApiException.class, () -> wire.pcaps().create(Given.SIMPLE)))
        .hasMessageEndingWith(
            " returned 503: 1000 later. It may have taken effect; check list() before retrying");
  }

  @Test
  void echoedCredentialIsRedacted() {
    wire.enqueue(400, Fixture.refusal(1000, "bad token example-token"));
    assertThat(rejected()).hasMessage(CALL + "400: 1000 bad token ***");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"errors\":[{\"reason\":\"bad filter\"}]}",
        "{\"errors\":{\"filter\":\"bad filter\"}}",
        "{\"errors\":\"bad filter\"}",
        "{\"success\":false,\"errors\":[],\"message\":\"bad filter\"}",
        "{\"message\":\"bad filter\"}",
        "{\"error\":\"bad filter\"}",
        "{\"error\":{\"message\":\"bad filter\"}}",
        "{\"detail\":\"bad filter\"}",
        "[\"bad filter\"]",
        "\"bad filter\"",
        "bad filter",
        "<html><head><title>bad filter</title></head></html>",
        "<p>bad filter</p>"
      })
  void messageHasTheServersWordsWhateverTheShape(String body) {
    wire.enqueue(400, body);
    assertThat(rejected())
        .hasMessageStartingWith(CALL + "400: ")
        .hasMessageContaining("bad filter")
        .hasMessageNotContaining("null");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "null",
        "{\"errors\":[{}]}",
        "{\"errors\":[null]}",
        "{\"error\":null}"
      })
  void bodyWithoutWordsIsQuotedAsItIs(String body) {
    wire.enqueue(400, body);
    assertThat(rejected()).hasMessage(CALL + "400: " + body);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<html><title>Just a moment...</title></html>|Just a moment...",
        "error code: 1010|error code: 1010",
        "<html><title>Blocked by policy</title></html>|Blocked by policy",
        "{\"blocked\":true}|{\"blocked\":true}",
        "''|the response is empty"
      })
  void status403OfAnotherServerGivesNoAdviceOnPermissions(String body, String words) {
    wire.enqueue(403, body);
    ApiException e = rejected();
    assertThat(e).isExactlyInstanceOf(ApiException.class).hasMessage(CALL + "403: " + words);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"success\":false}",
        "{\"success\":false,\"errors\":[\"no\"]}",
        "{\"errors\":[{\"code\":10000}]}"
      })
  void status403OfTheApiNamesThePermission(String body) {
    wire.enqueue(403, body);
    assertThat(rejected()).isInstanceOf(AuthenticationException.class).hasMessageEndingWith(READ);
  }

  private ApiException rejected() {
    return failsWith(ApiException.class, () -> wire.pcaps().get(Given.ID));
  }
}
