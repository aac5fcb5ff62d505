package io.github.cloudflarepcaps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cloudflarepcaps.Secrets.Form;
import io.github.cloudflarepcaps.model.Destination;
import io.github.cloudflarepcaps.model.FullPcapRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Credentials that a server echoes, anywhere and in any form, are not printed. */
class EchoedSecretsTest {
  private static final List<Operation<?>> WITH_BUCKET =
      List.of(
          Operation.createPcap(
              Given.ACCOUNT, FullPcapRequest.of("ORD", Secrets.BUCKET, Duration.ofMinutes(1))),
          Operation.addOwnership(Given.ACCOUNT, Secrets.BUCKET));
  private static final List<Operation<?>> OPERATIONS =
      List.of(
          Operation.getPcap(Given.ACCOUNT, Given.ID),
          Operation.downloadPcap(Given.ACCOUNT, Given.ID),
          Operation.stopPcap(Given.ACCOUNT, Given.ID),
          WITH_BUCKET.get(0),
          WITH_BUCKET.get(1));

  @AutoClose private final RawServer server = RawServer.start();
  @AutoClose private final LogCapture log = LogCapture.start();
  private final List<CallAttempt> attempts = new CopyOnWriteArrayList<>();
  private final List<Object> outcomes = new ArrayList<>();

  @AutoClose
  private final CloudflareClient withToken =
      CloudflareClient.builder()
          .baseUrl(server.baseUrl())
          .accountId(Given.ACCOUNT)
          .apiToken(Secrets.TOKEN)
          .retryPolicy(RetryPolicy.none())
          .observer(attempts::add)
          .build();

  @AutoClose
  private final CloudflareClient withKey =
      withToken.toBuilder().apiKey(Secrets.EMAIL, Secrets.KEY).build();

  /** Where in a response an echo may be: the complete response, with {@code @} for the echo. */
  private enum Place {
    ERROR_MESSAGE(400, "{\"success\":false,\"errors\":[{\"code\":6003,\"message\":\"no @ !\"}]}"),
    PLAIN_ERROR(403, "{\"success\":false,\"errors\":[\"@\"]}"),
    ERROR_CHAIN(
        400,
        "{\"success\":false,\"errors\":[{\"message\":\"no\",\"error_chain\":[{\"message\":\"@\"}]}]}"),
    DOCUMENTATION(400, "{\"success\":false,\"errors\":[{\"documentation_url\":\"http://x/?@\"}]}"),
    POINTER(400, "{\"success\":false,\"errors\":[{\"source\":{\"pointer\":\"/@\"}}]}"),
    PROBLEM(403, "{\"title\":\"no @\",\"detail\":\"none @\",\"ray_id\":\"@\"}"),
    TITLE(502, "<html><head><title>no @</title></head></html>"),
    PAGE(502, "<html><body>you sent @</body></html>"),
    GOOD_PAGE(200, "<html><body>you sent @</body></html>"),
    BROKEN_JSON(200, "{\"success\":true,\"result\":{\"more\":\"@\",,,"),
    BROKEN_ERROR(400, "{\"errors\":[{\"message\":\"@\",,,"),
    AFTER_SPACES(400, " ".repeat(4090) + "@"),
    IN_THE_MIDDLE(400, "y".repeat(190) + "@"),
    WRONG_VALUE(200, "{\"success\":true,\"result\":{\"id\":\"1\",\"time_limit\":\"@\"}}"),
    WRONG_NAME(200, "{\"success\":true,\"result\":{\"id\":\"1\",\"@\":{\"a\":1,\"a\":2}}}"),
    WRONG_SUCCESS(200, "{\"success\":\"@\"}"),
    RAY("cf-ray: @"),
    HEADER("X-Echo: @"),
    HEADER_NAME("X@: 1"),
    RATE_LIMIT("Ratelimit: @;r=1;t=@"),
    RETRY_AFTER("Retry-After: @"),
    LENGTH("Content-Length: @"),
    CODING("Transfer-Encoding: @"),
    CONTENT_TYPE("Content-Type: @"),
    LOCATION("Location: https://evil.example/@");

    private final String response;

    Place(int status, String body) {
      response = "HTTP/1.1 " + status + " Echo @\r\nConnection: close\r\n\r\n" + body;
    }

    Place(String header) {
      String body = "{\"success\":true,\"result\":{\"id\":\"1\",\"type\":\"full\"}}";
      String status = header.startsWith("Location") ? "302" : "200";
      response = "HTTP/1.1 " + status + " OK\r\n" + header + "\r\nConnection: close\r\n\r\n" + body;
    }

    String with(String echo) {
      return response.replace("@", echo);
    }
  }

  static Stream<Arguments> echoes() {
    return Stream.of(Place.values())
        .flatMap(place -> Stream.of(Form.values()).map(form -> Arguments.of(place, form)));
  }

  @ParameterizedTest
  @MethodSource("echoes")
  void echoIsNotPrinted(Place place, Form form) {
    for (String secret : Secrets.ALL) {
      server.always(peer -> sendAndClose(peer, place.with(form.of(secret))));
      callAllThatKnow(secret);
    }
    Secrets.assertNoneIn(Printables.of(outcomes));
    Secrets.assertNoneIn(Printables.of(attempts));
    Secrets.assertNoneIn(log.printables());
  }

  /** A token is redacted in texts only: otherwise a one-digit token would change every id. */
  @Test
  void resultIsNotEdited() {
    try (CloudflareClient client = withToken.toBuilder().apiToken("7").build()) {
      String id = "43adab5adeca4dab9c51f4b7f70f2ec3";
      server.always(peer -> peer.respond(200, "", Fixture.result("{\"id\":\"" + id + "\"}")));
      assertThat(client.pcaps().get(id).id()).isEqualTo(id);
    }
  }

  /** Written by hand: a server may decode it differently from how we encode. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "r2://b?account-id=a;access-key-id=EXAMPLEKEY;secret-access-key=EXAMPLE+SEC%2FRET",
        "r2://b?account-id=a&access-key-id=EXAMPLEKEY&secret-access-key=EXAMPLE+SEC%2FRET"
      })
  void bucketSecretIsNotPrintedHoweverItIsWritten(String uri) {
    String echo = "EXAMPLEKEY, EXAMPLE+SEC%2FRET, EXAMPLE+SEC/RET, EXAMPLE SEC/RET";
    server.always(peer -> peer.respond(400, "", Fixture.refusal(1000, echo)));
    assertThatThrownBy(() -> withToken.ownership().add(Destination.parse(uri)))
        .hasMessageEndingWith("returned 400: 1000 ***, ***, ***, ***");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "secret_access_key=X",
        "secret_access_key = X",
        "secret_access_key: X",
        "secret_access_key:          X",
        "'secret_access_key': 'X'",
        "\"secret_access_key\" : \"X\"",
        "{\\\"secret_access_key\\\":\\\"X\\\"}",
        "access-key-id=*X",
        "access-key-id%3DX",
        "access-key-id\\u003dX",
        "<AWSAccessKeyId>X</AWSAccessKeyId>"
      })
  void valueAfterTheNameOfAKeyIsMasked(String text) {
    assertThat(Redactor.BUCKETS_ONLY.clean("before " + text + " behind"))
        .startsWith("before ")
        .contains("***")
        .doesNotContain("X")
        .endsWith(" behind");
  }

  private static void sendAndClose(RawPeer peer, String response) throws java.io.IOException {
    peer.send(response);
    peer.close();
  }

  private void callAllThatKnow(String secret) {
    CloudflareClient client = secret.equals(Secrets.TOKEN) ? withToken : withKey;
    boolean bucket = Secrets.BUCKET.uri().contains(Form.PERCENT_ENCODED.of(secret));
    for (Operation<?> operation : bucket ? WITH_BUCKET : OPERATIONS) {
      outcomes.add(outcome(client, operation));
    }
  }

  private static Object outcome(CloudflareClient client, Operation<?> operation) {
    try {
      ApiResponse<?> response = client.send(operation);
      return List.of(
          response.headers(), String.valueOf(response.rayId())); // results are not edited
    } catch (CloudflareException e) {
      return e;
    }
  }
}
