package io.github.cloudflarepcaps;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudflarepcaps.model.Destination;
import io.github.cloudflarepcaps.model.PcapFilter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every request of the client conforms to the OpenAPI document. */
class RequestsMatchReferenceTest {
  private static final String PATH = Wire.ACCOUNT_PATH + "/pcaps";
  private static final Map<String, List<String>> TOKEN =
      Map.of("Authorization", List.of("Bearer example-token"));
  private static final Map<String, List<String>> JSON_AND_TOKEN =
      Map.of(
          "Authorization", List.of("Bearer example-token"),
          "Content-Type", List.of("application/json"));

  @AutoClose private final Wire wire = Wire.open();

  @AutoClose
  private final Wire keyed = Wire.open(builder -> builder.apiKey("ada@example.com", "example-key"));

  @ParameterizedTest
  @EnumSource
  void callWithATokenMatches(Call call) {
    call.enqueueOn(wire);
    call.makeAndClose(wire.client());
    assertThat(wire.sent().violations()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void callWithEmailAndKeyMatches(Call call) {
    call.enqueueOn(keyed);
    call.makeAndClose(keyed.client());
    assertThat(keyed.sent().violations()).isEmpty();
  }

  @Test
  void simpleCaptureWithEveryFieldMatches() {
    wire.enqueue("simple-created")
        .pcaps()
        .create(
            Given.SIMPLE
                .withFilter(Models.FILTER)
                .withOffsetTime(Instant.parse("2026-11-20T10:15:30.5Z")));
    assertThat(wire.sent().violations()).isEmpty();
  }

  @Test
  void fullCaptureWithEveryFieldMatches() {
    wire.enqueue("full-created")
        .pcaps()
        .create(
            Given.FULL
                .withFilter(Models.FILTER)
                .withPacketLimit(10_000)
                .withByteLimit(1_000_000_000));
    assertThat(wire.sent().violations()).isEmpty();
  }

  @Test
  void captureOfEverythingMatches() {
    wire.enqueue("simple-created").pcaps().create(Given.SIMPLE.withFilter(PcapFilter.all()));
    assertThat(wire.sent().violations()).isEmpty();
  }

  @Test
  void bucketWithKeysMatches() {
    Destination bucket = Destination.r2("captures", "a1", "k1", "s1");
    wire.enqueue("bucket-added").ownership().add(bucket);
    assertThat(wire.sent().violations()).isEmpty();
  }

  // The validator does find violations:

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'destination_conf':'gs://captures','ownership_challenge':7}",
        "{'destination_conf':'gs://captures'}",
        "{'destination_conf':'gs://captures','ownership_challenge':'c','port':1}"
      })
  void invalidBodyIsFound(String body) {
    assertThat(
            Reference.violations(
                "POST", PATH + "/ownership/validate", JSON_AND_TOKEN, body.replace('\'', '"')))
        .isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "X-Auth-Email", "X-Auth-Key"})
  void incompleteCredentialsAreFound(String header) {
    Map<String, List<String>> headers =
        header.isEmpty() ? Map.of() : Map.of(header, List.of("example"));
    assertThat(Reference.violations("GET", PATH, headers, "")).isNotEmpty();
  }

  @Test
  void invalidPathsAreFound() {
    assertThat(Reference.violations("GET", PATH + "/" + Given.ID + "/files", TOKEN, ""))
        .isNotEmpty();
    assertThat(Reference.violations("GET", PATH + "/" + "a".repeat(33), TOKEN, "")).isNotEmpty();
    assertThat(Reference.violations("GET", PATH + "?page=2", TOKEN, "")).isNotEmpty();
  }
}
