package io.github.cloudflarepcaps.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FakeBodyRulesTest {
  private final MovableClock clock = new MovableClock();
  @AutoClose private final FakeCloudflare fake = FakeCloudflare.builder().clock(clock).start();
  private final Caller caller = new Caller(fake);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "packet_limit | 0",
        "packet_limit | 10001",
        "packet_limit | '100'",
        "packet_limit | 1.5",
        "packet_limit | null",
        "packet_limit | 1e999",
        "time_limit | 0",
        "time_limit | 301",
        "time_limit | true",
        "type | 'other'",
        "type | 1",
        "system | 'magic-firewall'",
        "filter_v1 | []",
        "filter_v1 | null",
        "offset_time | 'yesterday'",
        "offset_time | '2026-11-20T12:00:00Z'",
        "offset_time | '2026-11-21T12:05:00Z'"
      })
  void invalidFieldOfASimpleCaptureIsRejectedWithItsPointer(String field, String value)
      throws IOException {
    assertRejected(Body.simple().withJson(field, value), "/" + field);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "time_limit | 86401",
        "byte_limit | 0",
        "byte_limit | 1000000001",
        "packet_limit | 0",
        "colo_name | ''",
        "colo_name | 'Chicago'",
        "destination_conf | 's3://captures/edge'",
        "destination_conf | 's3://?region=us-east-1'",
        "destination_conf | 'gs://captures#1'",
        "destination_conf | 'r2://captures'",
        "destination_conf | 'r2://captures?account-id=1'",
        "destination_conf | 'file:///tmp'"
      })
  void invalidFieldOfAFullCaptureIsRejectedWithItsPointer(String field, String value)
      throws IOException {
    assertRejected(Body.full().withJson(field, value), "/" + field);
  }

  @ParameterizedTest
  @ValueSource(strings = {"type", "system", "packet_limit", "time_limit"})
  void missingFieldOfASimpleCaptureIsRejectedWithItsPointer(String field) throws IOException {
    assertRejected(Body.simple().without(field), "/" + field);
  }

  @ParameterizedTest
  @ValueSource(strings = {"time_limit", "colo_name", "destination_conf"})
  void missingFieldOfAFullCaptureIsRejectedWithItsPointer(String field) throws IOException {
    assertRejected(Body.full().without(field), "/" + field);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "source_address | '1.2.3'",
        "source_address | '1.2.3.256'",
        "source_address | '1.2.3.0/24'",
        "source_address | 'localhost'",
        "destination_address | '2001:db8::1::2'",
        "destination_address | 16909060",
        "source_port | -1",
        "source_port | 65536",
        "destination_port | 80.5",
        "destination_port | '80'",
        "protocol | 256",
        "protocol | 'tcp'"
      })
  void invalidFieldOfAFilterIsRejectedWithItsPointer(String field, String value)
      throws IOException {
    Body body = Body.simple().withFilter("'" + field + "':" + value);
    assertRejected(body, "/filter_v1/" + field);
  }

  private void assertRejected(Body body, String pointer) throws IOException {
    Caller.Reply reply = caller.create(body);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.pointer()).isEqualTo(pointer);
    assertThat(reply.json().path("success").booleanValue()).isFalse();
  }

  @Test
  void everyInvalidFieldIsReported() throws IOException {
    Body body = Body.empty().with("type", "simple").with("packet_limit", 0);
    assertThat(caller.create(body).json().path("errors").findValuesAsText("pointer"))
        .containsExactly("/system", "/packet_limit", "/time_limit");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "1", "{", "{}{}", "{\"a\":1,\"a\":2}", "nonsense"})
  void bodyThatIsNotAnObjectIs400WithCode6007(String body) throws IOException {
    Caller.Reply reply = caller.post("", body);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.code()).isEqualTo(6007);
  }

  @Test
  void integerWithAFractionOfZeroIsAccepted() throws IOException {
    Body body = Body.simple().with("time_limit", 60.0).withFilter("'source_port':80.0");
    Caller.Reply reply = caller.create(body);
    assertThat(reply.text()).contains("\"time_limit\":60,", "\"source_port\":80}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2026-11-20T12:00:01Z", "2026-11-21T13:00:00+01:00"})
  void offsetTimeWithinADayIsAccepted(String offset) throws IOException {
    assertThat(caller.create(Body.simple().with("offset_time", offset)).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3://captures?region=us-east-1",
        "gs://captures/edge/one",
        "gs://<bucket-name>",
        "r2://captures?account-id=1&access-key-id=example-id&secret-access-key=example-key"
      })
  void bucketOfEachKindIsAccepted(String bucket) throws IOException {
    assertThat(caller.post("/ownership", Body.bucket(bucket)).status()).isEqualTo(200);
  }
}
