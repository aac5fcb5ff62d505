package io.github.cloudflarepcaps.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FakeBodyRulesTest {
  private final MovableClock clock = new MovableClock();
  private final FakeCloudflare fake = FakeCloudflare.builder().clock(clock).start();
  private final Caller caller = new Caller(fake);

  @AfterEach
  void close() {
    fake.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'packet_limit':100 | 'packet_limit':0 | /packet_limit",
        "'packet_limit':100 | 'packet_limit':10001 | /packet_limit",
        "'packet_limit':100 | 'packet_limit':'100' | /packet_limit",
        "'packet_limit':100 | 'packet_limit':1.5 | /packet_limit",
        "'packet_limit':100 | 'packet_limit':null | /packet_limit",
        "'packet_limit':100 | 'packet_limit':1e999 | /packet_limit",
        "'packet_limit':100 | 'packets':1 | /packet_limit",
        "'time_limit':60 | 'time_limit':0 | /time_limit",
        "'time_limit':60 | 'time_limit':301 | /time_limit",
        "'time_limit':60 | 'time_limit':true | /time_limit",
        "'simple' | 'other' | /type",
        "'simple' | 1 | /type",
        "'magic-transit' | 'magic-firewall' | /system",
        "'system':'magic-transit' | 'a':0 | /system",
        "'time_limit':60 | 'time_limit':60,'filter_v1':[] | /filter_v1",
        "'time_limit':60 | 'time_limit':60,'filter_v1':null | /filter_v1",
        "'time_limit':60 | 'time_limit':60,'offset_time':'yesterday' | /offset_time",
        "'time_limit':60 | 'time_limit':60,'offset_time':'2026-11-20T12:00:00Z' | /offset_time",
        "'time_limit':60 | 'time_limit':60,'offset_time':'2026-11-21T12:05:00Z' | /offset_time"
      },
      quoteCharacter = '"')
  void aSimpleCaptureWithAWrongFieldIsRefusedWithAPointerToIt(
      String right, String wrong, String pointer) throws IOException {
    refused(Caller.SIMPLE, right, wrong, pointer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'time_limit':300 | 'time_limit':86401 | /time_limit",
        "'time_limit':300 | 'time_limit':300,'byte_limit':0 | /byte_limit",
        "'time_limit':300 | 'time_limit':300,'byte_limit':1000000001 | /byte_limit",
        "'time_limit':300 | 'time_limit':300,'packet_limit':0 | /packet_limit",
        "'colo_name':'ORD' | 'colo':'ORD' | /colo_name",
        "'colo_name':'ORD' | 'colo_name':'' | /colo_name",
        "'colo_name':'ORD' | 'colo_name':'Chicago' | /colo_name",
        "s3://captures/edge?region=us-east-1 | s3://captures/edge | /destination_conf",
        "s3://captures/edge?region=us-east-1 | s3://?region=us-east-1 | /destination_conf",
        "s3://captures/edge?region=us-east-1 | gs://captures#1 | /destination_conf",
        "s3://captures/edge?region=us-east-1 | r2://captures | /destination_conf",
        "s3://captures/edge?region=us-east-1 | r2://captures?account-id=1 | /destination_conf",
        "s3://captures/edge?region=us-east-1 | file:///tmp | /destination_conf",
        "'destination_conf' | 'destination' | /destination_conf"
      },
      quoteCharacter = '"')
  void aFullCaptureWithAWrongFieldIsRefusedWithAPointerToIt(
      String right, String wrong, String pointer) throws IOException {
    refused(Caller.FULL, right, wrong, pointer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'source_address':'1.2.3' | source_address",
        "'source_address':'1.2.3.256' | source_address",
        "'source_address':'1.2.3.0/24' | source_address",
        "'source_address':'localhost' | source_address",
        "'destination_address':'2001:db8::1::2' | destination_address",
        "'destination_address':16909060 | destination_address",
        "'source_port':-1 | source_port",
        "'source_port':65536 | source_port",
        "'destination_port':80.5 | destination_port",
        "'destination_port':'80' | destination_port",
        "'protocol':256 | protocol",
        "'protocol':'tcp' | protocol"
      },
      quoteCharacter = '"')
  void aFilterWithAWrongFieldIsRefusedWithAPointerToIt(String wrong, String field)
      throws IOException {
    String right = "'time_limit':60";
    refused(Caller.SIMPLE, right, right + ",'filter_v1':{" + wrong + "}", "/filter_v1/" + field);
  }

  private void refused(String body, String right, String wrong, String pointer) throws IOException {
    String spoilt = body.replace(quoted(right), quoted(wrong));
    assertThat(spoilt).isNotEqualTo(body);
    Caller.Answered answer = caller.post("", spoilt);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.pointer()).isEqualTo(pointer);
    assertThat(answer.json().path("success").booleanValue()).isFalse();
  }

  private static String quoted(String text) {
    return text.replace('\'', '"');
  }

  @Test
  void everyWrongFieldIsNamed() throws IOException {
    String body = "{\"type\":\"simple\",\"packet_limit\":0}";
    assertThat(caller.post("", body).json().path("errors").findValuesAsText("pointer"))
        .containsExactly("/system", "/packet_limit", "/time_limit");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "1", "{", "{}{}", "{\"a\":1,\"a\":2}", "nonsense"})
  void aBodyThatIsNoObjectIs400WithCode6007(String body) throws IOException {
    Caller.Answered answer = caller.post("", body);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo(6007);
  }

  @Test
  void aWholeNumberWithAFractionOfZeroIsTheSameNumber() throws IOException {
    String body = Caller.SIMPLE.replace("60", "60.0,\"filter_v1\":{\"source_port\":80.0}");
    Caller.Answered answer = caller.post("", body);
    assertThat(answer.text()).contains("\"time_limit\":60,", "\"source_port\":80}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2026-11-20T12:00:01Z", "2026-11-21T13:00:00+01:00"})
  void anOffsetTimeOfTheLastDayIsTaken(String offset) throws IOException {
    String body = Caller.SIMPLE.replace("60", "60,\"offset_time\":\"" + offset + "\"");
    assertThat(caller.post("", body).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3://captures?region=us-east-1",
        "gs://captures/edge/one",
        "gs://<bucket-name>",
        "r2://captures?account-id=1&access-key-id=example-id&secret-access-key=example-key"
      })
  void aBucketOfEachKindIsTaken(String bucket) throws IOException {
    String body = "{\"destination_conf\":\"" + bucket + "\"}";
    assertThat(caller.post("/ownership", body).status()).isEqualTo(200);
  }
}
