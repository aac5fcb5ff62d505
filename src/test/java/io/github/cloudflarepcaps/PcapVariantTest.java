package io.github.cloudflarepcaps;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudflarepcaps.model.FullPcap;
import io.github.cloudflarepcaps.model.Pcap;
import io.github.cloudflarepcaps.model.PcapStatus;
import io.github.cloudflarepcaps.model.PcapType;
import io.github.cloudflarepcaps.model.SimplePcap;
import io.github.cloudflarepcaps.model.UnknownPcap;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The type decides the variant of a capture; if it is missing, the fields decide. */
class PcapVariantTest {
  @AutoClose private final Wire wire = Wire.open();

  @Test
  void listMayContainEveryVariant() {
    assertThat(wire.enqueue("mixed-list").pcaps().list())
        .extracting(Pcap::type)
        .containsExactly(PcapType.FULL, PcapType.SIMPLE, PcapType.UNRECOGNIZED);
  }

  @Test
  void typeDecidesTheVariant() {
    assertThat(wire.read("'type':'simple','colo':'ORD'"))
        .isInstanceOf(SimplePcap.class)
        .extracting(Pcap::additionalFields)
        .isEqualTo(Map.of("colo", "ORD"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'colo_name':'ORD'",
        "'colo':'ORD'",
        "'destination_conf':'gs://b'",
        "'byte_limit':1",
        "'error_message':''",
        "'packets_captured':0",
        "'stop_requested':'2022-06-02T18:38:22Z'"
      })
  void withoutATypeAFullFieldMakesAFullCapture(String field) {
    assertThat(wire.read(field)).isInstanceOf(FullPcap.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"'offset_time':'2022-06-02T18:38:22Z'", "'packets_remaining':0"})
  void withoutATypeASimpleFieldMakesASimpleCapture(String field) {
    assertThat(wire.read(field)).isInstanceOf(SimplePcap.class);
  }

  @Test
  void unknownTypeIsKept() {
    assertThat(wire.read("'type':'sampled','status':'running'"))
        .isEqualTo(
            new UnknownPcap(
                Given.ID, null, PcapStatus.RUNNING, null, null, null, Map.of("type", "sampled")));
  }

  @Test
  void captureOfEitherKindIsUnknownAndLosesNothing() {
    assertThat(wire.read("'packets_remaining':3,'colo_name':'ORD','packet_limit':7"))
        .isInstanceOf(UnknownPcap.class)
        .extracting(Pcap::additionalFields)
        .isEqualTo(Map.of("packets_remaining", 3L, "colo_name", "ORD", "packet_limit", 7));
  }

  @Test
  void captureMayHaveAnIdOnly() {
    assertThat(wire.read(""))
        .isEqualTo(new UnknownPcap(Given.ID, null, PcapStatus.UNKNOWN, null, null, null, Map.of()));
  }

  @Test
  void createdCaptureWithoutATypeIsOfTheRequestedKind() {
    wire.enqueue(200, Fixture.result(Fixture.pcap("")));
    assertThat(wire.pcaps().create(Given.FULL).id()).isEqualTo(Given.ID);
  }

  @Test
  void coloNamePrecedesColo() {
    FullPcap pcap = (FullPcap) wire.read("'type':'full','colo_name':'ord02','colo':'ORD'");
    assertThat(pcap.coloName()).isEqualTo("ord02");
    assertThat(pcap.additionalFields()).isEqualTo(Map.of("colo", "ORD"));
  }
}
