package io.github.cloudflarepcaps;

import static io.github.cloudflarepcaps.Failing.failsWith;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudflarepcaps.model.ApiMessage;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Any part of an envelope may be missing, except a result. */
class EnvelopeTest {
  @AutoClose private final Wire wire = Wire.open();

  @Test
  void nullListIsEmpty() {
    wire.enqueue(200, Fixture.result("null"));
    assertThat(wire.ownership().list()).isEmpty();
  }

  @Test
  void messagesMayBePlainText() {
    wire.enqueue(200, "{\"success\":true,\"result\":[],\"messages\":[\"note\",{\"code\":1001}]}");
    assertThat(wire.client().send(Operation.listPcaps(Given.ACCOUNT)).messages())
        .containsExactly(
            new ApiMessage(0, "note", null, null), new ApiMessage(1001, "", null, null));
  }

  @Test
  void missingPartsOfAnEnvelopeAreEmpty() {
    wire.enqueue(200, "{\"result\":[],\"success\":true}");
    ApiResponse<?> response = wire.client().send(Operation.listPcaps(Given.ACCOUNT));
    assertThat(response.errors()).isEmpty();
    assertThat(response.messages()).isEmpty();
    assertThat(response.resultInfo()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"success\":true}", "{\"success\":true,\"result\":null}"})
  void missingResultIsRejected(String envelope) {
    wire.enqueue(200, envelope);
    assertUnexpected("$.result is missing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|$ is missing, but must be an object",
        "[]|$ is a list, but must be an object",
        "{|the response is not JSON: {",
        "{\"success\":true} x|the response is not JSON",
        "{\"success\":true}{}|unexpected content after the JSON document",
        "<html><title>Sign in</title></html>|the response is not JSON: Sign in"
      })
  void invalidEnvelopeIsRejected(String body, String message) {
    wire.enqueue(200, body);
    assertUnexpected(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"204|''", "200|''", "200|{\"success\":true}", "200|{\"result\":{\"id\":1}}"})
  void stopAndDeleteSucceedOnAny2xx(int status, String body) {
    wire.enqueue(status, body).enqueue(status, body);
    wire.pcaps().stop(Given.ID);
    wire.ownership().delete(Given.ID);
    assertThat(wire.requests()).isEqualTo(2);
  }

  private void assertUnexpected(String message) {
    UnexpectedResponseException e =
        failsWith(UnexpectedResponseException.class, () -> wire.pcaps().get(Given.ID));
    assertThat(e).hasMessageContaining(message);
    assertThat(e.outcomeUnknown()).isFalse();
  }
}
