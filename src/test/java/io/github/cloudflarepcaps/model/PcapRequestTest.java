package io.github.cloudflarepcaps.model;

import static io.github.cloudflarepcaps.Nulls.nothing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Duration;
import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An invalid request cannot be created, and a copy changes only the value it names. */
class PcapRequestTest {
  private static final Destination BUCKET = Destination.gcs("bucket");
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final SimplePcapRequest SIMPLE = SimplePcapRequest.of(10, MINUTE);
  private static final FullPcapRequest FULL = FullPcapRequest.of("ORD", BUCKET, MINUTE);
  private static final PcapFilter WEB = PcapFilter.all().withDestinationPort(443);
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  @Test
  void simpleRequestHasTheValuesThatWereSet() {
    assertThat(SIMPLE.withFilter(WEB).withOffsetTime(NOON))
        .isEqualTo(new SimplePcapRequest(10, MINUTE, WEB, NOON));
    assertThat(SIMPLE).isEqualTo(new SimplePcapRequest(10, MINUTE, null, null));
  }

  @Test
  void fullRequestHasTheValuesThatWereSet() {
    assertThat(FULL.withFilter(WEB).withPacketLimit(1).withByteLimit(2))
        .isEqualTo(new FullPcapRequest("ORD", BUCKET, MINUTE, WEB, 1, 2L));
    assertThat(FULL).isEqualTo(new FullPcapRequest("ORD", BUCKET, MINUTE, null, null, null));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void limitBelowOneIsRejected(int limit) {
    String rule = " is " + limit + ", but must be at least 1";
    assertRejected("packetLimit" + rule, () -> SimplePcapRequest.of(limit, MINUTE));
    assertRejected("packetLimit" + rule, () -> FULL.withPacketLimit(limit));
    assertRejected("byteLimit" + rule, () -> FULL.withByteLimit(limit));
  }

  @ParameterizedTest
  @CsvSource({"PT0S", "PT-1S"})
  void timeLimitBelowASecondIsRejected(Duration limit) {
    String message = "timeLimit is " + limit + ", but must be at least PT1S";
    assertRejected(message, () -> SimplePcapRequest.of(1, limit));
    assertRejected(message, () -> FullPcapRequest.of("ORD", BUCKET, limit));
  }

  @ParameterizedTest
  @CsvSource({"PT0.5S", "PT1.000000001S", "PT-0.5S"})
  void fractionOfASecondIsRejected(Duration limit) {
    String message =
        "timeLimit is " + limit + ", but must be whole seconds: the API knows no fractions";
    assertRejected(message, () -> SimplePcapRequest.of(1, limit));
    assertRejected(message, () -> FullPcapRequest.of("ORD", BUCKET, limit));
  }

  @Test
  void upperLimitsAreLeftToTheServer() {
    assertThat(SimplePcapRequest.of(Integer.MAX_VALUE, Duration.ofDays(365)).packetLimit())
        .isEqualTo(Integer.MAX_VALUE);
    assertThat(FULL.withByteLimit(Long.MAX_VALUE).byteLimit()).isEqualTo(Long.MAX_VALUE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"+10000-01-01T00:00:00Z", "-0001-12-31T23:59:59.999999999Z"})
  void timeOutsideRfc3339IsRejected(String time) {
    assertRejected(
        "offsetTime is " + time + ", but RFC 3339 has the years 0000 to 9999 only",
        () -> SIMPLE.withOffsetTime(Instant.parse(time)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0000-01-01T00:00:00Z", "9999-12-31T23:59:59.999999999Z"})
  void firstAndLastTimeOfRfc3339AreAccepted(String time) {
    assertThat(SIMPLE.withOffsetTime(Instant.parse(time)).offsetTime()).hasToString(time);
  }

  @ParameterizedTest
  @CsvSource({"'',''", "' ',' '"})
  void blankDataCenterIsRejected(String colo, String shown) {
    assertRejected(
        "coloName is \"" + shown + "\", but must not be blank",
        () -> FullPcapRequest.of(colo, BUCKET, MINUTE));
  }

  @Test
  void dataCenterOfTwoLinesIsRejected() {
    assertRejected(
        "coloName is \"ORD?AMS\", but must not contain control or format characters",
        () -> FullPcapRequest.of("ORD\nAMS", BUCKET, MINUTE));
  }

  @Test
  void nullForARequiredValueIsRejectedByName() {
    assertNull("timeLimit", () -> SimplePcapRequest.of(1, nothing()));
    assertNull("coloName", () -> FullPcapRequest.of(nothing(), BUCKET, MINUTE));
    assertNull("destination", () -> FullPcapRequest.of("ORD", nothing(), MINUTE));
    assertNull("timeLimit", () -> FullPcapRequest.of("ORD", BUCKET, nothing()));
  }

  @Test
  void requestDoesNotShowTheKeysOfItsBucket() {
    assertThat(FullPcapRequest.of("ORD", Destination.r2("captures", "a1", "k1", "s1"), MINUTE))
        .asString()
        .contains("access-key-id=***&secret-access-key=***")
        .doesNotContain("k1", "s1");
  }

  @Test
  void reversedTextInADataCenterIsRejected() {
    assertRejected(
        "coloName is \"?DRO\", but must not contain control or format characters",
        () -> FullPcapRequest.of("\u202eDRO", BUCKET, MINUTE));
  }

  @Test
  void textShowsTheValuesThatAreSet() {
    assertThat(SIMPLE).hasToString("SimplePcapRequest[packetLimit=10, timeLimit=PT1M]");
    assertThat(FULL.withFilter(WEB).withByteLimit(2))
        .hasToString(
            "FullPcapRequest[coloName=ORD, destination="
                + BUCKET
                + ", timeLimit=PT1M, filter=PcapFilter[destinationPort=443], byteLimit=2]");
  }

  private static void assertRejected(String message, ThrowingCallable code) {
    assertThatIllegalArgumentException().isThrownBy(code).withMessage(message);
  }

  private static void assertNull(String name, ThrowingCallable code) {
    assertThatNullPointerException().isThrownBy(code).withMessage(name);
  }
}
