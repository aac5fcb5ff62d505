package io.github.cloudflarepcaps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.cloudflarepcaps.model.ApiError;
import io.github.cloudflarepcaps.model.ApiMessage;
import io.github.cloudflarepcaps.model.Destination;
import io.github.cloudflarepcaps.model.FullPcap;
import io.github.cloudflarepcaps.model.Ownership;
import io.github.cloudflarepcaps.model.OwnershipStatus;
import io.github.cloudflarepcaps.model.Pcap;
import io.github.cloudflarepcaps.model.PcapFilter;
import io.github.cloudflarepcaps.model.PcapStatus;
import io.github.cloudflarepcaps.model.PcapType;
import io.github.cloudflarepcaps.model.ResultInfo;
import io.github.cloudflarepcaps.model.SimplePcap;
import io.github.cloudflarepcaps.model.UnknownPcap;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers are read leniently where nothing is lost, strictly where a wrong one could pass. */
class DecodingTest {
  private static final PcapFilter WEB =
      PcapFilter.all()
          .withSourceAddress("1.2.3.4")
          .withSourcePort(123)
          .withDestinationAddress("5.6.7.8")
          .withDestinationPort(80)
          .withProtocol(6);

  @AutoClose private final Wire wire = Wire.open();

  // The answers of facts and reference.

  @Test
  void aFullCaptureOfTheHowToIsRead() {
    assertThat(wire.answers("full-created").pcaps().create(Given.FULL))
        .isEqualTo(
            new FullPcap(
                "7d7c88382f0b4d5daa9587aa45a1a877",
                PcapFilter.all(),
                PcapStatus.PENDING,
                Instant.parse("2022-06-02T18:38:22.269047Z"),
                "magic-transit",
                Duration.ofSeconds(300),
                100_000_000L,
                10_000,
                "ORD",
                Destination.parse("gs://<bucket-name>"),
                null,
                null,
                null,
                Map.of()));
  }

  @Test
  void aSimpleCaptureOfTheHowToIsRead() {
    assertThat(wire.answers("simple-created").pcaps().create(Given.SIMPLE))
        .isEqualTo(
            new SimplePcap(
                "6d1f0aac13cd40e3900d29f5dd0e8a2b",
                WEB,
                PcapStatus.PENDING,
                Instant.parse("2021-12-20T17:29:20.641845Z"),
                "magic-transit",
                Duration.ofSeconds(60),
                null,
                null,
                0L,
                Map.of()));
  }

  @Test
  void theListOfTheHowToIsRead() {
    assertThat(wire.answers("simple-list").pcaps().list())
        .containsExactly(
            new SimplePcap(
                "43adab5adeca4dab9c51f4b7f70f2ec3",
                PcapFilter.all(),
                PcapStatus.SUCCESS,
                Instant.parse("2021-12-15T03:04:09.277394Z"),
                "magic-transit",
                Duration.ofSeconds(120),
                null,
                null,
                0L,
                Map.of()));
  }

  @Test
  void anAnswerThatSaysYesIsASuccessWhateverItsErrors() {
    ApiResponse<Pcap> response =
        wire.answers("simple-done").client().send(Operation.getPcap(Wire.ACCOUNT, Given.ID));
    assertThat(response.result().status()).isEqualTo(PcapStatus.SUCCESS);
    assertThat(response.errors())
        .containsExactly(new ApiError(1000, "message", "documentation_url", "pointer", List.of()));
    assertThat(response.messages())
        .containsExactly(new ApiMessage(1000, "message", "documentation_url", "pointer"));
  }

  @Test
  void aBucketJustAddedIsRead() {
    assertThat(wire.answers("bucket-added").ownership().add(Given.BUCKET))
        .isEqualTo(
            new Ownership(
                "cc20c2d6c62e11ecbe646b173af3b6b9",
                Given.BUCKET,
                "ownership-challenge-1234.txt",
                OwnershipStatus.PENDING,
                Instant.parse("2022-04-22T18:54:13.397413Z"),
                null,
                Map.of()));
  }

  @Test
  void theLengthOfAListIsRead() {
    ApiResponse<List<Ownership>> response =
        wire.answers("bucket-list").client().send(Operation.listOwnerships(Wire.ACCOUNT));
    assertThat(response.resultInfo()).isEqualTo(new ResultInfo(1L, 1L, 20L, 2000L));
    assertThat(response.result().get(0).validated())
        .isEqualTo(Instant.parse("2020-01-01T08:10:00Z"));
  }

  // Variants.

  @Test
  void aListMayHoldEveryVariant() {
    assertThat(wire.answers("mixed-list").pcaps().list())
        .extracting(Pcap::type)
        .containsExactly(PcapType.FULL, PcapType.SIMPLE, PcapType.UNRECOGNIZED);
  }

  @Test
  void theTypeDecidesTheVariant() {
    assertThat(got("{\"type\":\"simple\",\"colo\":\"ORD\"}"))
        .isInstanceOf(SimplePcap.class)
        .extracting(Pcap::additionalFields)
        .isEqualTo(Map.of("colo", "ORD"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"colo_name\":\"ORD\"",
        "\"colo\":\"ORD\"",
        "\"destination_conf\":\"gs://b\"",
        "\"byte_limit\":1",
        "\"error_message\":\"\"",
        "\"packets_captured\":0",
        "\"stop_requested\":\"2022-06-02T18:38:22Z\""
      })
  void withoutATypeAFullFieldMakesAFullCapture(String field) {
    assertThat(got("{" + field + "}")).isInstanceOf(FullPcap.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"offset_time\":\"2022-06-02T18:38:22Z\"", "\"packets_remaining\":0"})
  void withoutATypeASimpleFieldMakesASimpleCapture(String field) {
    assertThat(got("{" + field + "}")).isInstanceOf(SimplePcap.class);
  }

  @Test
  void anUnknownTypeIsKept() {
    assertThat(got("{\"type\":\"sampled\",\"status\":\"running\"}"))
        .isEqualTo(
            new UnknownPcap(
                null, null, PcapStatus.RUNNING, null, null, null, Map.of("type", "sampled")));
  }

  @Test
  void aCaptureThatCouldBeEitherIsUnknownAndLosesNothing() {
    assertThat(got("{\"packets_remaining\":3,\"colo_name\":\"ORD\",\"packet_limit\":7}"))
        .isInstanceOf(UnknownPcap.class)
        .extracting(Pcap::additionalFields)
        .isEqualTo(Map.of("packets_remaining", 3L, "colo_name", "ORD", "packet_limit", 7));
  }

  @Test
  void anEmptyCaptureIsOneWithoutAnyField() {
    assertThat(got("{}"))
        .isEqualTo(new UnknownPcap(null, null, PcapStatus.UNKNOWN, null, null, null, Map.of()));
  }

  @Test
  void aCreatedCaptureWithoutATypeIsOfTheKindAskedFor() {
    wire.answers(200, Fixture.result("{\"id\":\"" + Given.ID + "\"}"));
    assertThat(wire.pcaps().create(Given.FULL).id()).isEqualTo(Given.ID);
  }

  @Test
  void theReferencesNameOfTheDataCentreGoesFirst() {
    FullPcap pcap = (FullPcap) got("{\"type\":\"full\",\"colo_name\":\"ord02\",\"colo\":\"ORD\"}");
    assertThat(pcap.coloName()).isEqualTo("ord02");
    assertThat(pcap.additionalFields()).isEqualTo(Map.of("colo", "ORD"));
  }

  // Statuses.

  @ParameterizedTest
  @EnumSource(names = "UNRECOGNIZED", mode = EnumSource.Mode.EXCLUDE)
  void everyStatusOfTheReferenceIsRead(PcapStatus status) {
    assertThat(got("{\"status\":\"" + status.name().toLowerCase(java.util.Locale.ROOT) + "\"}"))
        .extracting(Pcap::status)
        .isEqualTo(status);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"status\":null}"})
  void anAbsentStatusIsUnknown(String pcap) {
    assertThat(got(pcap).status()).isEqualTo(PcapStatus.UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"archived", "SUCCESS", "unrecognized", "succes", ""})
  void aStatusNotKnownIsKeptAsItIs(String text) {
    Pcap pcap = got("{\"status\":\"" + text + "\"}");
    assertThat(pcap.status()).isEqualTo(PcapStatus.UNRECOGNIZED);
    assertThat(pcap.additionalFields()).isEqualTo(Map.of("status", text));
  }

  @Test
  void aBucketsStatusNotKnownIsKeptAsItIs() {
    Ownership bucket = bucket("{\"id\":\"a\",\"status\":\"expired\"}");
    assertThat(bucket.status()).isEqualTo(OwnershipStatus.UNRECOGNIZED);
    assertThat(bucket.additionalFields()).isEqualTo(Map.of("status", "expired"));
  }

  // Timestamps.

  @ParameterizedTest
  @CsvSource({
    "2022-06-02T18:38:22Z,2022-06-02T18:38:22Z",
    "2022-06-02T18:38:22.269047Z,2022-06-02T18:38:22.269047Z",
    "2022-06-02T18:38:22.269047123Z,2022-06-02T18:38:22.269047123Z",
    "2022-06-02T18:38:22.2690471239Z,2022-06-02T18:38:22.269047123Z",
    "2022-06-02T20:38:22+02:00,2022-06-02T18:38:22Z",
    "2022-06-02T13:08:22.5-05:30,2022-06-02T18:38:22.5Z",
    "2022-06-02t18:38:22z,2022-06-02T18:38:22Z",
    "2024-02-29T00:00:00Z,2024-02-29T00:00:00Z"
  })
  void aTimestampOfAnyPrecisionAndOffsetIsRead(String text, String instant) {
    assertThat(got("{\"submitted\":\"" + text + "\"}").submitted())
        .isEqualTo(Instant.parse(instant));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\"", "null"})
  void anEmptyTimestampIsNone(String json) {
    Pcap pcap = got("{\"submitted\":" + json + "}");
    assertThat(pcap.submitted()).isNull();
    assertThat(pcap.additionalFields()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yesterday",
        "2022-06-02",
        "2022-06-02T18:38:22",
        "2022-02-30T18:38:22Z",
        "2022-06-02T24:00:00Z",
        "1654195102",
        " "
      })
  void anUnreadableTimestampIsKeptAsItIs(String text) {
    Pcap pcap = got("{\"type\":\"simple\",\"offset_time\":\"" + text + "\"}");
    assertThat(((SimplePcap) pcap).offsetTime()).isNull();
    assertThat(pcap.additionalFields()).isEqualTo(Map.of("offset_time", text));
  }

  @Test
  void aTimestampThatIsANumberIsKeptAsItIs() {
    assertThat(got("{\"submitted\":1654195102}").additionalFields())
        .isEqualTo(Map.of("submitted", 1654195102));
  }

  // Buckets.

  @Test
  void aBucketThatCannotBeReadIsKeptWithoutItsSecrets() {
    Pcap pcap =
        got(
            "{\"type\":\"full\",\"destination_conf\":"
                + "\"azure://b?access-key-id=k1&secret-access-key=s1&sig-token=t1\"}");
    assertThat(((FullPcap) pcap).destination()).isNull();
    assertThat(pcap.additionalFields())
        .isEqualTo(
            Map.of(
                "destination_conf",
                "azure://b?access-key-id=***&secret-access-key=***&sig-token=***"));
  }

  @Test
  void aBucketWithAUserInItsAddressIsKeptWithoutIt() {
    assertThat(got("{\"type\":\"full\",\"destination_conf\":\"s3://k1:s1@b\"}").additionalFields())
        .isEqualTo(Map.of("destination_conf", "s3://***@b"));
  }

  @Test
  void keysThatAnAnswerEchoesAreOnlyInTheUri() {
    String uri = "r2://b?account-id=a1&access-key-id=k1&secret-access-key=s1";
    FullPcap pcap = (FullPcap) got("{\"destination_conf\":\"" + uri + "\"}");
    assertThat(pcap.destination()).isEqualTo(Destination.parse(uri));
    assertThat(pcap.toString()).doesNotContain("k1", "s1");
  }

  @Test
  void keysInFieldsNotKnownAreMasked() {
    assertThat(
            got("{\"bucket\":{\"access_key_id\":\"k1\",\"secret-access-key\":\"s1\",\"n\":[1]}}")
                .additionalFields())
        .isEqualTo(
            Map.of(
                "bucket",
                Map.of("access_key_id", "***", "secret-access-key", "***", "n", List.of(1))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "\"\""})
  void anEmptyBucketIsNone(String json) {
    Ownership bucket = bucket("{\"id\":\"a\",\"destination_conf\":" + json + "}");
    assertThat(bucket.destination()).isNull();
    assertThat(bucket.additionalFields()).isEmpty();
  }

  // Fields that this version does not know.

  @Test
  void fieldsNotKnownAreKept() {
    assertThat(
            got("{\"a\":\"text\",\"b\":1,\"c\":12345678901234567890,\"d\":1.5,\"e\":true,"
                    + "\"f\":[1,{\"g\":null}],\"h\":{\"i\":[]}}")
                .additionalFields())
        .containsEntry("a", "text")
        .containsEntry("b", 1)
        .containsEntry("c", new BigInteger("12345678901234567890"))
        .containsEntry("d", new BigDecimal("1.5"))
        .containsEntry("e", true)
        .containsEntry("f", List.of(1, java.util.Collections.singletonMap("g", null)))
        .containsEntry("h", Map.of("i", List.of()));
  }

  @Test
  void fieldsOfTheFilterNotKnownAreKeptUnderItsName() {
    Pcap pcap = got("{\"filter_v1\":{\"protocol\":6,\"vlan\":7,\"flags\":[\"syn\"]}}");
    assertThat(pcap.filter()).isEqualTo(PcapFilter.all().withProtocol(6));
    assertThat(pcap.additionalFields())
        .isEqualTo(Map.of("filter_v1", Map.of("vlan", 7, "flags", List.of("syn"))));
  }

  // Numbers and shapes.

  @ParameterizedTest
  @ValueSource(strings = {"80", "80.0", "8e1", "8.0E+1", "800e-1"})
  void aWholeNumberIsWholeHoweverItIsWritten(String number) {
    assertThat(got("{\"filter_v1\":{\"destination_port\":" + number + "}}").filter())
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
  void aPortThatIsNoneIsRefusedWithItsPath(String json, String message) {
    wire.answers(200, Fixture.result("{\"filter_v1\":{\"destination_port\":" + json + "}}"));
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
  void aValueOfAnotherShapeIsRefusedWithItsPath(String result, String message) {
    wire.answers(200, Fixture.result(result));
    assertUnexpected(message);
  }

  @Test
  void aWrongEntryOfAListIsRefusedWithItsIndex() {
    wire.answers(200, Fixture.result("[{},{\"time_limit\":\"1\"}]"));
    assertThatExceptionOfType(UnexpectedResponseException.class)
        .isThrownBy(() -> wire.pcaps().list())
        .withMessageContaining("$.result[1].time_limit is \"1\", but must be a whole number");
  }

  @Test
  void aBucketWithoutAnIdIsRefused() {
    wire.answers(200, Fixture.result("[{\"status\":\"pending\"}]"));
    assertThatExceptionOfType(UnexpectedResponseException.class)
        .isThrownBy(() -> wire.ownership().list())
        .withMessageContaining("$.result[0].id is missing");
  }

  // Envelopes.

  @Test
  void aListOfNullIsEmpty() {
    wire.answers(200, Fixture.result("null"));
    assertThat(wire.ownership().list()).isEmpty();
  }

  @Test
  void messagesMayBePlainText() {
    wire.answers(200, "{\"success\":true,\"result\":[],\"messages\":[\"note\",{\"code\":1001}]}");
    assertThat(wire.client().send(Operation.listPcaps(Wire.ACCOUNT)).messages())
        .containsExactly(
            new ApiMessage(0, "note", null, null), new ApiMessage(1001, "", null, null));
  }

  @Test
  void whatAnEnvelopeLeavesOutIsEmpty() {
    wire.answers(200, "{\"result\":[],\"success\":true}");
    ApiResponse<?> response = wire.client().send(Operation.listPcaps(Wire.ACCOUNT));
    assertThat(response.errors()).isEmpty();
    assertThat(response.messages()).isEmpty();
    assertThat(response.resultInfo()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"success\":true}", "{\"success\":true,\"result\":null}"})
  void aCaptureThatIsMissingIsRefused(String envelope) {
    wire.answers(200, envelope);
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
  void anAnswerThatIsNoEnvelopeIsRefused(String body, String message) {
    wire.answers(200, body);
    assertUnexpected(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"204|''", "200|''", "200|{\"success\":true}", "200|{\"result\":{\"id\":1}}"})
  void stopAndDeleteAreDoneByAnyGoodAnswer(int status, String body) {
    wire.answers(status, body).answers(status, body);
    wire.pcaps().stop(Given.ID);
    wire.ownership().delete(Given.ID);
    assertThat(wire.requests()).isEqualTo(2);
  }

  private Pcap got(String pcap) {
    return wire.answers(200, Fixture.result(pcap)).pcaps().get(Given.ID);
  }

  private Ownership bucket(String bucket) {
    return wire.answers(200, Fixture.result("[" + bucket + "]")).ownership().list().get(0);
  }

  private void assertUnexpected(String message) {
    assertThatExceptionOfType(UnexpectedResponseException.class)
        .isThrownBy(() -> wire.pcaps().get(Given.ID))
        .withMessageContaining(message)
        .satisfies(e -> assertThat(e.outcomeUnknown()).isFalse());
  }
}
