package io.github.cloudflarepcaps;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudflarepcaps.model.Destination;
import io.github.cloudflarepcaps.model.FullPcap;
import io.github.cloudflarepcaps.model.Ownership;
import io.github.cloudflarepcaps.model.OwnershipStatus;
import io.github.cloudflarepcaps.model.Pcap;
import io.github.cloudflarepcaps.model.PcapFilter;
import io.github.cloudflarepcaps.model.PcapStatus;
import io.github.cloudflarepcaps.model.SimplePcap;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An unrecognized status, timestamp or bucket is kept in {@code additionalFields()}. */
class LenientValuesTest {
  @AutoClose private final Wire wire = Wire.open();

  @ParameterizedTest
  @EnumSource(names = "UNRECOGNIZED", mode = EnumSource.Mode.EXCLUDE)
  void everyStatusOfTheReferenceIsRead(PcapStatus status) {
    assertThat(wire.read("'status':'" + status.name().toLowerCase(java.util.Locale.ROOT) + "'"))
        .extracting(Pcap::status)
        .isEqualTo(status);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "'status':null"})
  void missingStatusIsUnknown(String fields) {
    assertThat(wire.read(fields).status()).isEqualTo(PcapStatus.UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"archived", "SUCCESS", "unrecognized", "succes", ""})
  void unrecognizedStatusIsKept(String text) {
    Pcap pcap = wire.read("'status':'" + text + "'");
    assertThat(pcap.status()).isEqualTo(PcapStatus.UNRECOGNIZED);
    assertThat(pcap.additionalFields()).isEqualTo(Map.of("status", text));
  }

  @Test
  void unrecognizedStatusOfABucketIsKept() {
    Ownership bucket = bucket("'status':'expired'");
    assertThat(bucket.status()).isEqualTo(OwnershipStatus.UNRECOGNIZED);
    assertThat(bucket.additionalFields()).isEqualTo(Map.of("status", "expired"));
  }

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
  void timestampOfAnyPrecisionAndOffsetIsRead(String text, String instant) {
    assertThat(wire.read("'submitted':'" + text + "'").submitted())
        .isEqualTo(Instant.parse(instant));
  }

  @ParameterizedTest
  @ValueSource(strings = {"''", "null"})
  void emptyTimestampIsNull(String json) {
    Pcap pcap = wire.read("'submitted':" + json);
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
  void unreadableTimestampIsKept(String text) {
    Pcap pcap = wire.read("'type':'simple','offset_time':'" + text + "'");
    assertThat(((SimplePcap) pcap).offsetTime()).isNull();
    assertThat(pcap.additionalFields()).isEqualTo(Map.of("offset_time", text));
  }

  @Test
  void numberForATimestampIsKept() {
    assertThat(wire.read("'submitted':1654195102").additionalFields())
        .isEqualTo(Map.of("submitted", 1654195102));
  }

  @Test
  void unreadableBucketIsKeptWithoutItsSecrets() {
    Pcap pcap =
        wire.read(
            "'type':'full','destination_conf':"
                + "'azure://b?access-key-id=k1&secret-access-key=s1&sig-token=t1'");
    assertThat(((FullPcap) pcap).destination()).isNull();
    assertThat(pcap.additionalFields())
        .isEqualTo(
            Map.of(
                "destination_conf",
                "azure://b?access-key-id=***&secret-access-key=***&sig-token=***"));
  }

  @Test
  void bucketWithAUserIsKeptWithoutTheUser() {
    assertThat(wire.read("'type':'full','destination_conf':'s3://k1:s1@b'").additionalFields())
        .isEqualTo(Map.of("destination_conf", "s3://***@b"));
  }

  @Test
  void echoedKeysAreNotPrinted() {
    String uri = "r2://b?account-id=a1&access-key-id=k1&secret-access-key=s1";
    FullPcap pcap = (FullPcap) wire.read("'destination_conf':'" + uri + "'");
    assertThat(pcap.destination()).isEqualTo(Destination.parse(uri));
    assertThat(pcap.toString()).doesNotContain("k1", "s1");
  }

  @Test
  void keysInUnknownFieldsAreMasked() {
    assertThat(
            wire.read("'bucket':{'access_key_id':'k1','secret-access-key':'s1','n':[1]}")
                .additionalFields())
        .isEqualTo(
            Map.of(
                "bucket",
                Map.of("access_key_id", "***", "secret-access-key", "***", "n", List.of(1))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "''"})
  void emptyBucketIsNull(String json) {
    Ownership bucket = bucket("'destination_conf':" + json);
    assertThat(bucket.destination()).isNull();
    assertThat(bucket.additionalFields()).isEmpty();
  }

  @Test
  void unknownFieldsAreKept() {
    assertThat(
            wire.read(
                    "'a':'text','b':1,'c':12345678901234567890,'d':1.5,'e':true,"
                        + "'f':[1,{'g':null}],'h':{'i':[]}")
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
  void unknownFieldsOfTheFilterAreKeptUnderItsName() {
    Pcap pcap = wire.read("'filter_v1':{'protocol':6,'vlan':7,'flags':['syn']}");
    assertThat(pcap.filter()).isEqualTo(PcapFilter.all().withProtocol(6));
    assertThat(pcap.additionalFields())
        .isEqualTo(Map.of("filter_v1", Map.of("vlan", 7, "flags", List.of("syn"))));
  }

  private Ownership bucket(String fields) {
    return wire.enqueue(200, Fixture.result("[" + Fixture.bucket(fields) + "]"))
        .ownership()
        .list()
        .get(0);
  }
}
