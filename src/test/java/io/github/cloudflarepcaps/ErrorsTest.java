package io.github.cloudflarepcaps;

import static io.github.cloudflarepcaps.Failing.failsWith;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudflarepcaps.model.ApiError;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import mockwebserver3.MockResponse;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each failed response becomes an exception whose type indicates how to recover. */
class ErrorsTest {
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
  void statusAndCodeDecideOnTheType(int status, int code, String type) {
    wire.enqueue(status, Fixture.refusal(code, "no"));
    ApiException e = rejected();
    assertThat(e.getClass().getSimpleName()).isEqualTo(type);
    assertThat(e.statusCode()).isEqualTo(status);
    assertThat(e.errors()).containsExactly(new ApiError(code, "no", null, null, List.of()));
  }

  @ParameterizedTest
  @EnumSource
  void successFalseWithStatus200IsAnApiException(Call call) {
    wire.enqueue(200, Fixture.refusal(1000, "not today")).enqueue("simple-done");
    ApiException e = failsWith(ApiException.class, () -> call.make(wire.client()));
    assertThat(e).hasMessage(call.text() + " returned 200: 1000 not today");
    assertThat(e.outcomeUnknown()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void futureFailsWithTheSameException(Call call) {
    wire.enqueue(404, Fixture.refusal(7003, "no route"));
    CompletionException e =
        failsWith(CompletionException.class, () -> call.makeAsync(wire.client()));
    assertThat(e.getCause())
        .isInstanceOf(NotFoundException.class)
        .hasMessage(call.text() + " returned 404: 7003 no route");
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 308})
  void redirectIsAnApiException(int status) {
    wire.enqueue(
        new MockResponse.Builder()
            .code(status)
            .setHeader("Location", "http://127.0.0.1:1/")
            .build());
    assertThat(rejected().statusCode()).isEqualTo(status);
    assertThat(wire.requests()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"Retry-After,300,300", "Retry-After,0,7", "X-Other,1,7"})
  void rateLimitExceptionCarriesRetryAfter(String header, String value, long seconds) {
    wire.enqueue(
        new MockResponse.Builder()
            .code(429)
            .setHeader(header, value)
            .body("{\"success\":false,\"errors\":[],\"retry_after\":7}")
            .build());
    ApiException e = rejected();
    assertThat(e).isInstanceOf(RateLimitException.class);
    assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @EnumSource
  void serverErrorLeavesTheOutcomeOfACreateUnknown(Call call) {
    wire.enqueue(500, Fixture.refusal(1000, "oops"));
    ApiException e = failsWith(ApiException.class, () -> call.make(wire.client()));
    assertThat(e.outcomeUnknown()).isEqualTo(call.isAtMostOnce());
  }

  @ParameterizedTest
  @EnumSource
  void rejectionLeavesNoOutcomeUnknown(Call call) {
    wire.enqueue(400, Fixture.refusal(1000, "no")).enqueue("simple-done");
    ApiException e = failsWith(ApiException.class, () -> call.make(wire.client()));
    assertThat(e.outcomeUnknown()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void lostResponseIsATransportException(Call call) {
    wire.enqueueClose();
    TransportException e = failsWith(TransportException.class, () -> call.make(wire.client()));
    assertThat(e instanceof OutcomeUnknownException).isEqualTo(call.isAtMostOnce());
    assertThat(e.outcomeUnknown()).isEqualTo(call.isAtMostOnce());
    assertThat(e.getMessage()).startsWith(call.text());
  }

  @Test
  void unreadableResponseToACreateKeepsItsId() {
    wire.enqueue(200, Fixture.result(Fixture.pcap("'time_limit':'x'")));
    UnexpectedResponseException e =
        failsWith(UnexpectedResponseException.class, () -> wire.pcaps().create(Given.SIMPLE));
    assertThat(e.pcapId()).isEqualTo(Given.ID);
    assertThat(e.outcomeUnknown()).isTrue();
    assertThat(e).hasMessageContaining("$.result.time_limit is \"x\"");
    assertThat(e).hasMessageEndingWith("It may have taken effect; check list() before retrying");
  }

  @Test
  void downloadThatIsNotACaptureFileIsUnexpected() {
    wire.enqueue(200, "{\"hello\":1}");
    assertThat(failsWith(UnexpectedResponseException.class, () -> wire.pcaps().download(Given.ID)))
        .hasMessageContaining(
            "returned 200, but the response is not a capture file: {\"hello\":1}");
  }

  @Test
  void rejectedDownloadOfAFullCaptureNamesItsBucket() {
    wire.enqueue(400, Fixture.refusal(1000, "not possible")).enqueue("full-created");
    assertThat(failsWith(ApiException.class, () -> wire.pcaps().download(Given.ID)))
        .hasMessageEndingWith(
            "400: 1000 not possible. It is a full capture: its files are in the bucket"
                + " gs://<bucket-name>, the API cannot download them");
  }

  /** The JDK's cache of failed lookups reports only the name. */
  @Test
  void unknownHostIsReported() {
    OkHttpClient nowhere = new OkHttpClient.Builder().dns(ErrorsTest::unknown).build();
    try (Wire lost = Wire.open(builder -> builder.apiToken(Given.TOKEN).httpClient(nowhere))) {
      assertThat(failsWith(TransportException.class, () -> lost.pcaps().list()))
          .hasMessageMatching("GET .* failed: the host name cannot be resolved: [^ ]+");
    }
  }

  private static List<InetAddress> unknown(String host) throws UnknownHostException {
    throw new UnknownHostException(host);
  }

  @Test
  void closedClientIsAnIllegalState() {
    wire.client().close();
    assertThat(failsWith(IllegalStateException.class, () -> wire.pcaps().list()))
        .hasMessage("the client is closed");
  }

  @Test
  void exceptionOfTheTokenSupplierPropagatesUnchanged() {
    RuntimeException thrown = new RuntimeException("vault is sealed");
    try (Wire rotating =
        Wire.open(
            builder ->
                builder.apiToken(
                    () -> {
                      throw thrown;
                    }))) {
      assertThat(failsWith(RuntimeException.class, () -> rotating.pcaps().list())).isSameAs(thrown);
      assertThat(rotating.requests()).isZero();
    }
  }

  private ApiException rejected() {
    return failsWith(ApiException.class, () -> wire.pcaps().get(Given.ID));
  }
}
