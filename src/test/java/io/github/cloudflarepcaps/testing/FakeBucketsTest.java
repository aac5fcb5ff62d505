package io.github.cloudflarepcaps.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cloudflarepcaps.model.Destination;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FakeBucketsTest {
  private static final String CONF = "{\"destination_conf\":\"" + Caller.BUCKET + "\"";
  private static final String R2 = "r2://captures?account-id=1";
  private static final String KEYS = "&access-key-id=example-id&secret-access-key=example-key";

  private final MovableClock clock = new MovableClock();
  private final Map<String, String> bucket = new LinkedHashMap<>();
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

  @AfterEach
  void close() {
    fake.close();
  }

  private JsonNode add() throws IOException {
    return caller.post("/ownership", CONF + "}").result();
  }

  private Caller.Answered validate(String challenge) throws IOException {
    return caller.post(
        "/ownership/validate", CONF + ",\"ownership_challenge\":\"" + challenge + "\"}");
  }

  private String listedStatus() throws IOException {
    return caller.get("/ownership").result().at("/0/status").textValue();
  }

  @Test
  void theAnswerHasTheFieldsOfCloudflaresPages() throws IOException {
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
  void addingWritesTheChallenge() throws IOException {
    JsonNode added = add();
    String challenge = fake.challenge(added.path("id").textValue());
    assertThat(bucket).containsOnly(Map.entry(added.path("filename").textValue(), challenge));
  }

  @Test
  void theRightChallengeValidatesItAtTheSecondLook() throws IOException {
    String id = add().path("id").textValue();
    Caller.Answered answer = validate(fake.challenge(id) + "\\n");
    assertThat(answer.result().path("status").textValue()).isEqualTo("pending");
    assertThat(listedStatus()).isEqualTo("pending");
    JsonNode listed = caller.get("/ownership").result().path(0);
    assertThat(listed.path("status").textValue()).isEqualTo("success");
    assertThat(listed.path("validated").textValue()).isEqualTo("2026-11-21T12:00:00.123456Z");
  }

  @Test
  void itIsValidatedAfterASecondOfTheClock() throws IOException {
    validate(fake.challenge(add().path("id").textValue()));
    clock.pass(Duration.ofSeconds(1));
    assertThat(listedStatus()).isEqualTo("success");
  }

  @Test
  void aWrongChallengeFailsIt() throws IOException {
    add();
    validate("wrong");
    clock.pass(Duration.ofSeconds(1));
    assertThat(listedStatus()).isEqualTo("failed");
  }

  @Test
  void theNameOfTheChallengeFileIsAWrongChallenge() throws IOException {
    validate(add().path("filename").textValue());
    clock.pass(Duration.ofSeconds(1));
    assertThat(listedStatus()).isEqualTo("failed");
  }

  @Test
  void withoutAValidateItStaysPending() throws IOException {
    add();
    clock.pass(Duration.ofDays(1));
    assertThat(listedStatus()).isEqualTo("pending");
  }

  @Test
  void oneThatFailedCanBeAddedAnew() throws IOException {
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
  void oneThatIsThereAlreadyIs409() throws IOException {
    add();
    assertThat(caller.post("/ownership", CONF + "}").status()).isEqualTo(409);
  }

  @Test
  void oneThatWasNotAddedCannotBeValidated() throws IOException {
    assertThat(validate("any").status()).isEqualTo(404);
  }

  @Test
  void oneThatCannotBeWrittenIsNotAdded() throws IOException {
    readOnly = true;
    Caller.Answered answer = caller.post("/ownership", CONF + "}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.pointer()).isEqualTo("/destination_conf");
    assertThat(caller.get("/ownership").result()).isEmpty();
  }

  @Test
  void deletingItIs204AndItIsGone() throws IOException {
    String id = add().path("id").textValue();
    Caller.Answered answer = caller.call("DELETE", "/ownership/" + id, "");
    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.bytes()).isEmpty();
    assertThat(caller.get("/ownership").result()).isEmpty();
  }

  @Test
  void theKeysOfAnR2BucketGoToTheWriterOnly() throws IOException {
    String body = "{\"destination_conf\":\"" + R2 + KEYS + "\"}";
    Caller.Answered answer = caller.post("/ownership", body);
    assertThat(written.uri()).isEqualTo(R2 + KEYS);
    assertThat(answer.result().path("destination_conf").textValue()).isEqualTo(R2);
  }

  @Test
  void anR2BucketIsValidatedWithoutItsKeys() throws IOException {
    caller.post("/ownership", "{\"destination_conf\":\"" + R2 + KEYS + "\"}");
    String body = "{\"destination_conf\":\"" + R2 + "\",\"ownership_challenge\":\"any\"}";
    assertThat(caller.post("/ownership/validate", body).status()).isEqualTo(200);
  }
}
