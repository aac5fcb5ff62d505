package io.github.cloudflarepcaps;

import static io.github.cloudflarepcaps.Failing.failsWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.cloudflarepcaps.model.PcapFilter;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A value of the wrong JSON type or range is rejected with its path. */
class StrictShapesTest {
  @AutoClose private final Wire wire = Wire.open();

  @ParameterizedTest
  @ValueSource(strings = {"80", "80.0", "8e1", "8.0E+1", "800e-1"})
  void integerMayHaveAnyNotation(String number) {
    assertThat(wire.read("\"filter_v1\":{\"destination_port\":" + number + "}").filter())
        .isEqualTo(PcapFilter.all().withDestinationPort(80));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "80.5|$.result.filter_v1.destination_port is 80.5, but must be a whole number",
        "'\"80\"'|$.result.filter_v1.destination_port is \"80\", but must be a whole number",
        "65536|$.result.filter_v1.destination_port is 65536, but must be from 0 to 65535",
        "-1|$.result.filter_v1.destination_port is -1, but must be from 0 to 65535",
        "1e400|$.result.filter_v1.destination_port is 1e400, but must be a whole number",
        "true|$.result.filter_v1.destination_port is true, but must be a whole number",
        "[80]|$.result.filter_v1.destination_port is a list, but must be a whole number"
      })
  void invalidPortIsRejectedWithItsPath(String json, String message) {
    wire.enqueue(
        200, Fixture.result(Fixture.pcap("'filter_v1':{'destination_port':" + json + "}")));
    assertUnexpected(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[]|$.result is a list, but must be an object",
        "\"done\"|$.result is \"done\", but must be an object",
        "{\"filter_v1\":[]}|$.result.filter_v1 is a list, but must be an object",
        "{\"filter_v1\":{\"protocol\":256}}|$.result.filter_v1.protocol is 256, but must be from",
        "{\"time_limit\":1.5}|$.result.time_limit is 1.5, but must be a whole number",
        "{\"time_limit\":\"60\"}|$.result.time_limit is \"60\", but must be a whole number",
        "{\"packets_remaining\":0.5}|$.result.packets_remaining is 0.5, but must be a whole number",
        "{\"packet_limit\":2147483648}|$.result.packet_limit is 2147483648, but must be from",
        "{\"status\":1}|$.result.status is 1, but must be a string",
        "{\"type\":{}}|$.result.type is an object, but must be a string",
        "{\"id\":7}|$.result.id is 7, but must be a string",
        "{\"destination_conf\":[]}|$.result.destination_conf is a list, but must be a string",
        "{\"id\":\"a\",\"id\":\"b\"}|$.result.id is given twice"
      })
  void valueOfTheWrongShapeIsRejectedWithItsPath(String result, String message) {
    wire.enqueue(200, Fixture.result(result));
    assertUnexpected(message);
  }

  @Test
  void invalidEntryOfAListIsRejectedWithItsIndex() {
    wire.enqueue(200, Fixture.result("[" + Fixture.pcap("") + ",{\"time_limit\":\"1\"}]"));
    assertThatExceptionOfType(UnexpectedResponseException.class)
        .isThrownBy(() -> wire.pcaps().list())
        .withMessageContaining("$.result[1].time_limit is \"1\", but must be a whole number");
  }

  @Test
  void bucketWithoutAnIdIsRejected() {
    wire.enqueue(200, Fixture.result("[{\"status\":\"pending\"}]"));
    assertThatExceptionOfType(UnexpectedResponseException.class)
        .isThrownBy(() -> wire.ownership().list())
        .withMessageContaining("$.result[0].id is missing");
  }

  private void assertUnexpected(String message) {
    UnexpectedResponseException e =
        failsWith(UnexpectedResponseException.class, () -> wire.pcaps().get(Given.ID));
    assertThat(e).hasMessageContaining(message);
    assertThat(e.outcomeUnknown()).isFalse();
  }
}
