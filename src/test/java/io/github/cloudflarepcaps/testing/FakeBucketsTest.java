package io.github.cloudflarepcaps.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cloudflarepcaps.model.Destination;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class FakeBucketsTest {
  private static final Body BUCKET = Body.bucket(Caller.BUCKET);
  private static final String R2 = "r2://captures?account-id=1";
  private static final String KEYS = "&access-key-id=example-id&secret-access-key=example-key";

  private final MovableClock clock = new MovableClock();
  private final Map<String, String> bucket = new LinkedHashMap<>();

  @AutoClose
  private final FakeCloudflare fake =
      FakeCloudflare.builder().clock(clock).bucket(this::put).start();

  private final Caller caller = new Caller(fake);
  private Destination written = Destination.parse(Caller.BUCKET);
  private boolean readOnly;

  private void put(Destination destination, String name, byte[] content) throws IOException {
    if (readOnly) {
      throw new IOException("read only");
    }
    written = destination;
    bucket.put(name, new String(content, StandardCharsets.UTF_8));
  }

  private JsonNode add() throws IOException {
    return caller.post("/ownership", BUCKET).result();
  }

  private Caller.Reply validate(String challenge) throws IOException {
    return caller.post("/ownership/validate", BUCKET.with("ownership_challenge", challenge));
  }

  private String listedStatus() throws IOException {
    return caller.get("/ownership").result().at("/0/status").textValue();
  }

  @Test
  void responseHasTheFieldsOfTheReference() throws IOException {
    JsonNode added = add();
    String id = added.path("id").textValue();
    assertThat(added.toString())
        .isEqualTo(
            "{\"id\":\""
                + id
                + "\",\"status\":\"pending\",\"submitted\":\"2026-11-21T12:00:00.123456Z\","
                + "\"validated\":\"\",\"destination_conf\":\""
                + Caller.BUCKET
                + "\",\"filename\":\"ownership-challenge-"
                + id.substring(0, 12)
                + ".txt\"}");
  }

  @Test
  void addWritesTheChallenge() throws IOException {
    JsonNode added = add();
    String challenge = fake.challenge(added.path("id").textValue());
    assertThat(bucket).containsOnly(Map.entry(added.path("filename").textValue(), challenge));
  }

  @Test
  void correctChallengeValidatesTheBucketAtTheSecondPoll() throws IOException {
    String id = add().path("id").textValue();
    Caller.Reply reply = validate(fake.challenge(id) + "\n");
    assertThat(reply.result().path("status").textValue()).isEqualTo("pending");
    assertThat(listedStatus()).isEqualTo("pending");
    JsonNode listed = caller.get("/ownership").result().path(0);
    assertThat(listed.path("status").textValue()).isEqualTo("success");
    assertThat(listed.path("validated").textValue()).isEqualTo("2026-11-21T12:00:00.123456Z");
  }

  @Test
  void bucketIsValidatedAfterASecondOfTheClock() throws IOException {
    validate(fake.challenge(add().path("id").textValue()));
    clock.pass(Duration.ofSeconds(1));
    assertThat(listedStatus()).isEqualTo("success");
  }

  @Test
  void wrongChallengeFailsTheBucket() throws IOException {
    add();
    validate("wrong");
    clock.pass(Duration.ofSeconds(1));
    assertThat(listedStatus()).isEqualTo("failed");
  }

  @Test
  void theNameOfTheChallengeFileFailsTheBucket() throws IOException {
    validate(add().path("filename").textValue());
    clock.pass(Duration.ofSeconds(1));
    assertThat(listedStatus()).isEqualTo("failed");
  }

  @Test
  void withoutValidateTheBucketStaysPending() throws IOException {
    add();
    clock.pass(Duration.ofDays(1));
    assertThat(listedStatus()).isEqualTo("pending");
  }

  @Test
  void failedBucketCanBeAddedAgain() throws IOException {
    String first = add().path("id").textValue();
    validate("wrong");
    clock.pass(Duration.ofSeconds(1));
    assertThat(listedStatus()).isEqualTo("failed");
    String second = add().path("id").textValue();
    assertThat(caller.get("/ownership").result().findValuesAsText("id"))
        .containsExactly(second)
        .doesNotContain(first);
  }

  @Test
  void existingBucketIs409() throws IOException {
    add();
    assertThat(caller.post("/ownership", BUCKET).status()).isEqualTo(409);
  }

  @Test
  void validateOfABucketThatWasNotAddedIs404() throws IOException {
    assertThat(validate("any").status()).isEqualTo(404);
  }

  @Test
  void bucketThatCannotBeWrittenIsNotAdded() throws IOException {
    readOnly = true;
    Caller.Reply reply = caller.post("/ownership", BUCKET);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.pointer()).isEqualTo("/destination_conf");
    assertThat(caller.get("/ownership").result()).isEmpty();
  }

  @Test
  void deleteIs204AndRemovesTheBucket() throws IOException {
    String id = add().path("id").textValue();
    Caller.Reply reply = caller.call("DELETE", "/ownership/" + id, "");
    assertThat(reply.status()).isEqualTo(204);
    assertThat(reply.bytes()).isEmpty();
    assertThat(caller.get("/ownership").result()).isEmpty();
  }

  @Test
  void keysOfAnR2BucketReachOnlyTheWriter() throws IOException {
    Caller.Reply reply = caller.post("/ownership", Body.bucket(R2 + KEYS));
    assertThat(written.uri()).isEqualTo(R2 + KEYS);
    assertThat(reply.result().path("destination_conf").textValue()).isEqualTo(R2);
  }

  @Test
  void r2BucketIsValidatedWithoutItsKeys() throws IOException {
    caller.post("/ownership", Body.bucket(R2 + KEYS));
    Body body = Body.bucket(R2).with("ownership_challenge", "any");
    assertThat(caller.post("/ownership/validate", body).status()).isEqualTo(200);
  }
}
