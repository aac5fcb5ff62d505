package io.github.cloudflarepcaps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.cloudflarepcaps.model.ApiError;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each answer that is no result becomes the exception that says who must do what. */
class ErrorsTest {
  private static final String CALL =
      "GET /accounts/" + Wire.ACCOUNT + "/pcaps/" + Given.ID + " returned ";
  private static final String READ =
      ". Check the credentials; a token needs the permission \"Magic Firewall Packet Captures -"
          + " Read PCAPs API\" or \"Magic Firewall Packet Captures - Write PCAPs API\"";

  @AutoClose private final Wire wire = Wire.open();

  @ParameterizedTest
  @CsvSource({
    "400,1000,ApiException",
    "400,6003,AuthenticationException",
    "400,9106,AuthenticationException",
    "401,10000,AuthenticationException",
    "403,9109,AuthenticationException",
    "403,1000,AuthenticationException",
    "404,7003,NotFoundException",
    "409,1000,ApiException",
    "422,6003,ApiException",
    "429,10000,RateLimitException",
    "301,1000,ApiException",
    "500,1000,ApiException",
    "503,6003,ApiException",
    "525,1000,ApiException",
    "200,1000,ApiException",
    "200,10000,ApiException"
  })
  void aRefusalIsOfTheTypeThatSaysWhatToDo(int status, int code, String type) {
    wire.answers(status, Fixture.refusal(code, "no"));
    ApiException e = refused();
    assertThat(e.getClass().getSimpleName()).isEqualTo(type);
    assertThat(e.statusCode()).isEqualTo(status);
    assertThat(e.errors()).containsExactly(new ApiError(code, "no", null, null, List.of()));
  }

  @ParameterizedTest
  @EnumSource
  void everyCallIsRefusedByAnAnswerThatSaysNo(Call call) {
    wire.answers(200, Fixture.refusal(1000, "not today")).answers("simple-done");
    ApiException e = catchThrowableOfType(ApiException.class, () -> call.make(wire.client()));
    assertThat(e).hasMessage(call.text() + " returned 200: 1000 not today");
    assertThat(e.outcomeUnknown()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void everyCallOnAnotherThreadIsRefusedAlike(Call call) {
    wire.answers(404, Fixture.refusal(7003, "no route"));
    CompletionException e =
        catchThrowableOfType(CompletionException.class, () -> call.makeAsync(wire.client()));
    assertThat(e.getCause())
        .isInstanceOf(NotFoundException.class)
        .hasMessage(call.text() + " returned 404: 7003 no route");
  }

  @Test
  void aRefusalTellsTheCallTheReasonsAndTheRay() {
    wire.answers(
        new MockResponse.Builder()
            .code(404)
            .setHeader("cf-ray", "8f1c2d3e4f5a6b7c-AMS")
            .body(Fixture.json("no-route"))
            .build());
    ApiException e = refused();
    assertThat(e)
        .hasMessage(
            CALL
                + "404: 7003 Could not route to /pcaps, perhaps your object identifier is invalid?;"
                + " 7000 No route for that URI (ray 8f1c2d3e4f5a6b7c-AMS)");
    assertThat(e.method()).isEqualTo("GET");
    assertThat(e.path()).isEqualTo("/accounts/" + Wire.ACCOUNT + "/pcaps/" + Given.ID);
    assertThat(e.rayId()).isEqualTo("8f1c2d3e4f5a6b7c-AMS");
    assertThat(e.pcapId()).isEqualTo(Given.ID);
    assertThat(e.attempts()).isEqualTo(1);
    assertThat(e.retryAfter()).isNull();
  }

  @Test
  void malformedCredentialsAreToldWithTheChainAndThePermission() {
    wire.answers(400, Fixture.json("malformed-credentials"));
    ApiException e = refused();
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
  void aWriteThatIsForbiddenNamesThePermissionToWrite() {
    wire.answers(403, Fixture.refusal(10000, "Authentication error"));
    ApiException e = catchThrowableOfType(ApiException.class, () -> wire.pcaps().stop(Given.ID));
    assertThat(e)
        .hasMessageEndingWith(
            "a token needs the permission \"Magic Firewall Packet Captures - Write PCAPs API\"");
  }

  @Test
  void aPageOfTheEdgeIsToldByItsTitle() {
    wire.answers(
        502, "<html><title>api.cloudflare.com | 502: Bad\n gateway</title><p>long</p></html>");
    assertThat(refused()).hasMessage(CALL + "502: api.cloudflare.com | 502: Bad gateway");
  }

  @Test
  void aProblemOfTheEdgeIsToldByItsFields() {
    wire.answers(
        new MockResponse.Builder()
            .code(503)
            .setHeader("Content-Type", "application/problem+json")
            .body(Fixture.json("edge-problem"))
            .build());
    ApiException e = refused();
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
        "{\"success\":false,\"errors\":null,\"messages\":[\"m\"]}|{\"success\":false"
      })
  void anAnswerThatSaysLittleIsQuoted(String body, String said) {
    wire.answers(500, body);
    assertThat(refused()).hasMessageStartingWith(CALL + "500: " + said);
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
  void reasonsAreToldWhateverStandsBeforeThem(String before) {
    wire.answers(400, "{" + before + ",\"errors\":[{\"code\":1000,\"message\":\"bad filter\"}]}");
    assertThat(refused()).hasMessage(CALL + "400: 1000 bad filter");
  }

  @Test
  void aLongPageIsQuotedInShort() {
    wire.answers(500, "x".repeat(100_000));
    assertThat(refused()).hasMessage(CALL + "500: " + "x".repeat(200) + "…");
  }

  @Test
  void whatWouldBreakALineIsNotQuoted() {
    wire.answers(400, Fixture.refusal(1000, "two\\nlines \\u001b[31m\\u202e"));
    assertThat(refused()).hasMessage(CALL + "400: 1000 two lines ?[31m?");
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 308})
  void aRedirectIsARefusal(int status) {
    wire.answers(
        new MockResponse.Builder()
            .code(status)
            .setHeader("Location", "http://127.0.0.1:1/")
            .build());
    assertThat(refused().statusCode()).isEqualTo(status);
    assertThat(wire.requests()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"Retry-After,300,300", "Retry-After,0,7", "X-Other,1,7"})
  void aRateLimitTellsHowLongToWait(String header, String value, long seconds) {
    wire.answers(
        new MockResponse.Builder()
            .code(429)
            .setHeader(header, value)
            .body("{\"success\":false,\"errors\":[],\"retry_after\":7}")
            .build());
    ApiException e = refused();
    assertThat(e).isInstanceOf(RateLimitException.class);
    assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @EnumSource
  void afterAServersErrorOnlyWhatIsSentOnceMayHaveHappened(Call call) {
    wire.answers(500, Fixture.refusal(1000, "oops"));
    ApiException e = catchThrowableOfType(ApiException.class, () -> call.make(wire.client()));
    assertThat(e.outcomeUnknown()).isEqualTo(call.isOnce());
  }

  @ParameterizedTest
  @EnumSource
  void afterARefusalNothingHasHappened(Call call) {
    wire.answers(400, Fixture.refusal(1000, "no")).answers("simple-done");
    ApiException e = catchThrowableOfType(ApiException.class, () -> call.make(wire.client()));
    assertThat(e.outcomeUnknown()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void aLostAnswerIsATransportException(Call call) {
    wire.answers(
        new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());
    TransportException e =
        catchThrowableOfType(TransportException.class, () -> call.make(wire.client()));
    assertThat(e instanceof OutcomeUnknownException).isEqualTo(call.isOnce());
    assertThat(e.outcomeUnknown()).isEqualTo(call.isOnce());
    assertThat(e.getMessage()).startsWith(call.text());
  }

  @Test
  void aLostAnswerSaysWhereToLook() {
    wire.answers(
        new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());
    assertThat(
            catchThrowableOfType(
                OutcomeUnknownException.class, () -> wire.pcaps().create(Given.SIMPLE)))
        .hasMessageEndingWith("It may have taken effect; check list() before retrying");
  }

  @Test
  void anUnreadableAnswerToACreateKeepsTheIdInIt() {
    wire.answers(200, Fixture.result("{\"id\":\"" + Given.ID + "\",\"time_limit\":\"x\"}"));
    UnexpectedResponseException e =
        catchThrowableOfType(
            UnexpectedResponseException.class, () -> wire.pcaps().create(Given.SIMPLE));
    assertThat(e.pcapId()).isEqualTo(Given.ID);
    assertThat(e.outcomeUnknown()).isTrue();
    assertThat(e).hasMessageContaining("$.result.time_limit is \"x\"");
    assertThat(e).hasMessageEndingWith("It may have taken effect; check list() before retrying");
  }

  @Test
  void aDownloadThatIsNoCaptureFileIsUnexpected() {
    wire.answers(200, "{\"hello\":1}");
    assertThat(
            catchThrowableOfType(
                UnexpectedResponseException.class, () -> wire.pcaps().download(Given.ID)))
        .hasMessageContaining(
            "returned 200, but the response is not a capture file: {\"hello\":1}");
  }

  @Test
  void aRefusedDownloadOfAFullCaptureNamesItsBucket() {
    wire.answers(400, Fixture.refusal(1000, "not possible")).answers("full-created");
    assertThat(catchThrowableOfType(ApiException.class, () -> wire.pcaps().download(Given.ID)))
        .hasMessageEndingWith(
            "400: 1000 not possible. It is a full capture: its files are in the bucket"
                + " gs://<bucket-name>, the API cannot download them");
  }

  @Test
  void aCreateOfWhichTheApiCannotTellIsToldWithWhatToDo() {
    wire.answers(503, Fixture.refusal(1000, "later"));
    assertThat(catchThrowableOfType(ApiException.class, () -> wire.pcaps().create(Given.SIMPLE)))
        .hasMessageEndingWith(
            " returned 503: 1000 later. It may have taken effect; check list() before retrying");
  }

  /** As the JDK tells it from its cache, the second time: by the name alone. */
  @Test
  void aHostThatIsNotThereIsCalledSo() {
    OkHttpClient nowhere = new OkHttpClient.Builder().dns(ErrorsTest::unknown).build();
    try (Wire lost = Wire.open(builder -> builder.apiToken(Wire.TOKEN).httpClient(nowhere))) {
      assertThat(catchThrowableOfType(TransportException.class, () -> lost.pcaps().list()))
          .hasMessageMatching("GET .* failed: the host name cannot be resolved: [^ ]+");
    }
  }

  private static List<InetAddress> unknown(String host) throws UnknownHostException {
    throw new UnknownHostException(host);
  }

  @Test
  void aClosedClientIsAnIllegalState() {
    wire.client().close();
    assertThat(catchThrowableOfType(IllegalStateException.class, () -> wire.pcaps().list()))
        .hasMessage("the client is closed");
  }

  @Test
  void whatTheSupplierOfTheTokenThrowsComesOutUnchanged() {
    RuntimeException thrown = new RuntimeException("vault is sealed");
    try (Wire rotating =
        Wire.open(
            builder ->
                builder.apiToken(
                    () -> {
                      throw thrown;
                    }))) {
      assertThat(catchThrowableOfType(RuntimeException.class, () -> rotating.pcaps().list()))
          .isSameAs(thrown);
      assertThat(rotating.requests()).isZero();
    }
  }

  @Test
  void noCredentialThatAnAnswerEchoesIsInTheException() {
    wire.answers(400, Fixture.refusal(1000, "bad token example-token"));
    assertThat(refused()).hasMessage(CALL + "400: 1000 bad token ***");
  }

  private ApiException refused() {
    return catchThrowableOfType(ApiException.class, () -> wire.pcaps().get(Given.ID));
  }
}
