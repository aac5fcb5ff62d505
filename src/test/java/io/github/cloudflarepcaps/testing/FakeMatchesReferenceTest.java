package io.github.cloudflarepcaps.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudflarepcaps.Reference;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every response of the fake conforms to the OpenAPI document. */
class FakeMatchesReferenceTest {
  private static final String UNKNOWN = "00000000000000000000000000000000";

  @AutoClose private final FakeCloudflare fake = FakeCloudflare.start();
  private final Caller caller = new Caller(fake);

  @Test
  void simpleCaptureMatchesFromCreationToDownload() throws IOException {
    Body body =
        Body.simple()
            .withFilter(
                "'source_address':'192.0.2.1','source_port':1234,"
                    + "'destination_address':'198.51.100.2','destination_port':443,'protocol':6")
            .with("offset_time", Instant.now().toString());
    String id = assertMatches(200, caller.create(body)).result().path("id").textValue();
    assertMatches(200, caller.get("/" + id));
    assertMatches(200, caller.get(""));
    fake.finish(id);
    assertMatches(200, caller.get("/" + id));
    assertMatches(200, caller.get("/" + id + "/download"));
  }

  @Test
  void minimalSimpleCaptureMatches() throws IOException {
    assertMatches(200, caller.create(Body.simple()));
    assertMatches(200, caller.get(""));
  }

  @Test
  void fullCaptureMatchesFromCreationToStop() throws IOException {
    caller.validatedBucket();
    Body body =
        Body.full()
            .with("packet_limit", 500)
            .with("byte_limit", 500_000)
            .withFilter("'protocol':6");
    String id = assertMatches(200, caller.create(body)).result().path("id").textValue();
    assertMatches(200, caller.get("/" + id));
    assertMatches(204, caller.call("PUT", "/" + id + "/stop", ""));
    assertMatches(200, caller.get("/" + id));
    fake.finish(id);
    assertMatches(200, caller.get(""));
  }

  @Test
  void failedFullCaptureMatches() throws IOException {
    caller.validatedBucket();
    String id = caller.created(Body.full());
    fake.fail(id, "out of disk");
    assertMatches(200, caller.get("/" + id));
  }

  /** The reference defines {@code error_message} for full captures only. */
  @Test
  void failedSimpleCaptureHasItsMessageBeyondTheReference() throws IOException {
    String id = caller.created(Body.simple());
    fake.fail(id, "out of disk");
    assertThat(violations(caller.get("/" + id))).singleElement().asString().contains("error_mess");
  }

  @Test
  void bucketMatchesFromAdditionToDeletion() throws IOException {
    assertMatches(200, caller.get("/ownership"));
    Body bucket = Body.bucket(Caller.BUCKET);
    String id =
        assertMatches(200, caller.post("/ownership", bucket)).result().path("id").textValue();
    Body challenge = bucket.with("ownership_challenge", fake.challenge(id));
    assertMatches(200, caller.post("/ownership/validate", challenge));
    assertMatches(200, caller.get("/ownership"));
    assertMatches(200, caller.get("/ownership"));
    assertMatches(204, caller.call("DELETE", "/ownership/" + id, ""));
  }

  @Test
  void bucketThatFailedItsCheckMatches() throws IOException {
    Body bucket = Body.bucket(Caller.BUCKET);
    caller.post("/ownership", bucket);
    caller.post("/ownership/validate", bucket.with("ownership_challenge", "another"));
    caller.get("/ownership");
    assertMatches(200, caller.get("/ownership"));
  }

  @ParameterizedTest
  @CsvSource({
    "404, GET, /" + UNKNOWN,
    "404, GET, /" + UNKNOWN + "/download",
    "404, PUT, /" + UNKNOWN + "/stop",
    "404, DELETE, /ownership/" + UNKNOWN,
    "404, GET, /not-an-id",
    "400, POST, ''",
    "400, POST, /ownership",
    "400, POST, /ownership/validate"
  })
  void rejectionMatches(int status, String method, String path) throws IOException {
    assertMatches(status, caller.call(method, path, ""));
  }

  @Test
  void rejectedFieldsMatch() throws IOException {
    assertMatches(400, caller.create(Body.simple().with("packet_limit", 0).with("system", "x")));
  }

  @Test
  void bodyThatIsTooLargeMatches() throws IOException {
    assertMatches(413, caller.post("", "x".repeat(FakeServer.MAX_BODY + 1)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer example{token}", "Bearer another-token", "Basic example"})
  void rejectedCredentialsMatch(String authorization) throws IOException {
    Caller.Reply reply = caller.listWith("Authorization", authorization);
    assertThat(violations(reply)).isEmpty();
    assertThat(reply.status()).isGreaterThanOrEqualTo(400);
  }

  @Test
  void missingCredentialsMatch() throws IOException {
    assertMatches(400, caller.listWith());
  }

  @Test
  void conflictsMatch() throws IOException {
    caller.post("/ownership", Body.bucket(Caller.BUCKET));
    assertMatches(409, caller.post("/ownership", Body.bucket(Caller.BUCKET)));
    assertMatches(400, caller.create(Body.full()));
  }

  @Test
  void limitsMatch() throws IOException {
    try (FakeCloudflare limited = FakeCloudflare.builder().apiLimits(true).start()) {
      Caller other = new Caller(limited);
      assertMatches(200, other.create(Body.simple()));
      assertMatches(429, other.create(Body.simple()));
    }
  }

  @Test
  void scriptedFailuresMatch() throws IOException {
    fake.failNext(Fault.status(500, 1234, "try later"));
    assertMatches(500, caller.get(""));
    fake.failNext(Fault.retryAfter(503, Duration.ofSeconds(1)));
    assertMatches(503, caller.get(""));
  }

  private static Caller.Reply assertMatches(int status, Caller.Reply reply) {
    assertThat(reply.status()).isEqualTo(status);
    assertThat(violations(reply)).as(reply.text()).isEmpty();
    return reply;
  }

  private static List<String> violations(Caller.Reply reply) {
    HttpRequest request = reply.http().request();
    return Reference.violations(
        request.method(),
        request.uri().getRawPath(),
        reply.status(),
        reply.http().headers().map(),
        reply.bytes());
  }
}
