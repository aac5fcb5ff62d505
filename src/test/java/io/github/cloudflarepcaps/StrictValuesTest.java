package io.github.cloudflarepcaps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.cloudflarepcaps.model.FullPcap;
import io.github.cloudflarepcaps.model.Pcap;
import io.github.cloudflarepcaps.model.PcapStatus;
import io.github.cloudflarepcaps.model.SimplePcap;
import java.math.BigInteger;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A value is read exactly or rejected. */
class StrictValuesTest {
  @AutoClose private final Wire wire = Wire.open();

  // Null counts as missing.

  @Test
  void everyFieldOfACaptureExceptTheIdMayBeNull() {
    Pcap pcap =
        wire.read(
            "'filter_v1':null,'status':null,'submitted':null,'system':null,"
                + "'time_limit':null,'offset_time':null,'packet_limit':null,"
                + "'packets_remaining':null,'colo_name':null,'destination_conf':null,"
                + "'type':'simple'");

    assertThat(pcap)
        .isEqualTo(
            new SimplePcap(
                Given.ID, null, PcapStatus.UNKNOWN, null, null, null, null, null, null, Map.of()));
  }

  @Test
  void nullSuccessCountsAsMissing() {
    wire.enqueue(200, Fixture.quoted("{'success':null,'result':{'id':'a','type':'full'}}"));

    assertThat(wire.pcaps().get(Given.ID).id()).isEqualTo("a");
  }

  // Text.

  @ParameterizedTest
  @ValueSource(strings = {"\\ud83d", "\\ude00", "a\\ud83d", "\\ud83db", "\\ude00\\ud83d"})
  void unpairedSurrogateIsRejected(String text) {
    assertThatExceptionOfType(UnexpectedResponseException.class)
        .isThrownBy(() -> wire.readResult("{'id':'" + text + "'}"))
        .withMessageContaining("$.result.id contains an unpaired surrogate");
  }

  @Test
  void unpairedSurrogateInANameIsRejected() {
    assertThatExceptionOfType(UnexpectedResponseException.class)
        .isThrownBy(() -> wire.read("'\\ud83d':1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\\ud83d\\ude00", "a\\ud83d\\ude00b", "\\ud83d\\ude00\\ud83d\\ude00", "é"})
  void surrogatePairsAreKept(String text) {
    String expected = text.replace("\\ud83d\\ude00", "\ud83d\ude00");

    assertThat(wire.readResult("{'id':'" + text + "'}").id()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"magic-transit", "magic-transix", "Magic-transit", "magic", ""})
  void systemIsKept(String system) {
    assertThat(wire.read("'system':'" + system + "'").system()).isEqualTo(system);
  }

  @ParameterizedTest
  @CsvSource({"success, SUCCESS", "pending, PENDING", "failed, FAILED", "running, RUNNING"})
  void statusIsReadByItsName(String name, PcapStatus status) {
    assertThat(wire.read("'status':'" + name + "'").status()).isEqualTo(status);
  }

  @ParameterizedTest
  @ValueSource(strings = {"succesS", "SUCCESS", "succes", "successs", "pendinG", "unrecognised"})
  void statusOfAnotherNameIsKeptAsText(String name) {
    Pcap pcap = wire.read("'status':'" + name + "'");

    assertThat(pcap.status()).isEqualTo(PcapStatus.UNRECOGNIZED);
    assertThat(pcap.additionalFields()).containsEntry("status", name);
  }

  // Numbers.

  @ParameterizedTest
  @CsvSource({
    "9223372036854775807, 9223372036854775807",
    "-9223372036854775808, -9223372036854775808",
    "9223372036854775807.0, 9223372036854775807",
    "9.223372036854775807e18, 9223372036854775807",
    "1e18, 1000000000000000000",
    "10E-1, 1",
    "-0.0, 0"
  })
  void integerOf64BitsIsRead(String text, long value) {
    FullPcap pcap = (FullPcap) wire.read("'type':'full','packets_captured':" + text);

    assertThat(pcap.packetsCaptured()).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9223372036854775808",
        "-9223372036854775809",
        "9223372036854775808.0",
        "1e19",
        "1e1000000000",
        "1e-1000000000",
        "0.1"
      })
  void numberBeyond64BitsIsRejected(String text) {
    assertThatExceptionOfType(UnexpectedResponseException.class)
        .isThrownBy(() -> wire.read("'type':'full','packets_captured':" + text))
        .withMessageContaining("$.result.packets_captured is ")
        .withMessageContaining(", but must be ");
  }

  @ParameterizedTest
  @CsvSource({"0", "2147483647", "-2147483648"})
  void unknownNumberOf32BitsIsAnInteger(String text) {
    assertThat(unknown(text)).isEqualTo(Integer.valueOf(text));
  }

  @ParameterizedTest
  @CsvSource({"2147483648", "-2147483649", "9223372036854775807", "-9223372036854775808"})
  void unknownNumberOf64BitsIsALong(String text) {
    assertThat(unknown(text)).isEqualTo(Long.valueOf(text));
  }

  @ParameterizedTest
  @CsvSource({"9223372036854775808", "-9223372036854775809"})
  void unknownNumberBeyond64BitsIsABigInteger(String text) {
    assertThat(unknown(text)).isEqualTo(new BigInteger(text));
  }

  // Shapes.

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|$.result is an object, but must be a list",
        "7|$.result is 7, but must be a list",
        "[[]]|$.result[0] is a list, but must be an object",
        "['x']|$.result[0] is \"x\", but must be an object"
      })
  void listIsAListOfObjects(String result, String message) {
    wire.enqueue(200, Fixture.result(Fixture.quoted(result)))
        .enqueue(200, Fixture.result(Fixture.quoted(result)));

    assertThatExceptionOfType(UnexpectedResponseException.class)
        .isThrownBy(() -> wire.pcaps().list())
        .withMessageContaining(message);
    assertThatExceptionOfType(UnexpectedResponseException.class)
        .isThrownBy(() -> wire.ownership().list())
        .withMessageContaining(message);
  }

  @Test
  void fullCaptureKeepsTheFieldsOfASimpleOne() {
    Pcap pcap =
        wire.read("'type':'full','offset_time':'2022-06-02T18:38:22Z','packets_remaining':7");

    assertThat(pcap).isInstanceOf(FullPcap.class);
    assertThat(pcap.additionalFields())
        .isEqualTo(Map.of("offset_time", "2022-06-02T18:38:22Z", "packets_remaining", 7L));
  }

  @Test
  void simpleCaptureKeepsTheFieldsOfAFullOne() {
    Pcap pcap =
        wire.read(
            "'type':'simple','byte_limit':1,'colo_name':'ord02','colo':'ORD',"
                + "'destination_conf':'gs://example-bucket','error_message':'no',"
                + "'packets_captured':2,'stop_requested':'2022-06-02T18:38:22Z'");

    assertThat(pcap).isInstanceOf(SimplePcap.class);
    assertThat(pcap.additionalFields())
        .containsOnlyKeys(
            "byte_limit",
            "colo_name",
            "colo",
            "destination_conf",
            "error_message",
            "packets_captured",
            "stop_requested");
  }

  // Quotes in messages.

  @ParameterizedTest
  @CsvSource({"60, ''", "61, …"})
  void longTextIsTruncatedInTheMessage(int length, String more) {
    String text = "x".repeat(length);

    assertThatExceptionOfType(UnexpectedResponseException.class)
        .isThrownBy(() -> wire.read("'time_limit':'" + text + "'"))
        .withMessageContaining("\"" + "x".repeat(60) + more + "\", but must be a whole number");
  }

  private Object unknown(String number) {
    Map<String, Object> fields = wire.read("'unknown':" + number).additionalFields();
    return fields.get("unknown");
  }
}
