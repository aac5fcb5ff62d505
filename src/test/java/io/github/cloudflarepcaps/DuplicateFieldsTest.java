package io.github.cloudflarepcaps;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A field that is given twice is rejected, since either value could be meant. */
class DuplicateFieldsTest {
  @AutoClose private final Wire wire = Wire.open();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'id':'a'",
        "'filter_v1':{}",
        "'status':'success'",
        "'type':'full'",
        "'submitted':'2022-06-02T18:38:22Z'",
        "'system':'magic-transit'",
        "'time_limit':300",
        "'offset_time':'2022-06-02T18:38:22Z'",
        "'packet_limit':10",
        "'packets_remaining':10",
        "'byte_limit':10",
        "'colo_name':'ord02'",
        "'colo':'ord02'",
        "'destination_conf':'gs://example-bucket'",
        "'error_message':'no'",
        "'packets_captured':10",
        "'stop_requested':'2022-06-02T18:38:22Z'",
        "'unknown':1"
      })
  void duplicateFieldOfACaptureIsRejected(String field) {
    assertThatExceptionOfType(UnexpectedResponseException.class)
        .isThrownBy(() -> wire.read(field + "," + field))
        .withMessageContaining(" is given twice");
  }

  @ParameterizedTest
  @ValueSource(strings = {"'source_port':80", "'protocol':6", "'source_address':'1.2.3.4'"})
  void duplicateFieldOfAFilterIsRejected(String field) {
    assertThatExceptionOfType(UnexpectedResponseException.class)
        .isThrownBy(() -> wire.read("'filter_v1':{" + field + "," + field + "}"))
        .withMessageContaining("$.result.filter_v1.")
        .withMessageContaining(" is given twice");
  }

  @ParameterizedTest
  @ValueSource(strings = {"'success':true", "'result':{'id':'a'}", "'errors':[]", "'messages':[]"})
  void duplicateFieldOfTheEnvelopeIsRejected(String field) {
    wire.enqueue(200, Fixture.quoted("{" + field + "," + field + "}"));

    assertThatExceptionOfType(UnexpectedResponseException.class)
        .isThrownBy(() -> wire.pcaps().get(Given.ID))
        .withMessageContaining(" is given twice");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'id':null,'id':'x'}", "{'id':'x','id':null}", "{'id':null,'id':null}"})
  void nullCountsAsAValueOfADuplicate(String pcap) {
    assertThatExceptionOfType(UnexpectedResponseException.class)
        .isThrownBy(() -> wire.readResult(pcap))
        .withMessageContaining("$.result.id is given twice");
  }

  @Test
  void duplicateInAHugeObjectIsRejected() {
    String fields =
        IntStream.range(0, 50_000).mapToObj(i -> "'f" + i + "':1").collect(joining(","));

    assertThat(wire.read(fields).additionalFields()).hasSize(50_000);
    assertThatExceptionOfType(UnexpectedResponseException.class)
        .isThrownBy(() -> wire.read(fields + ",'f49999':1"))
        .withMessageContaining("$.result.f49999 is given twice");
  }
}
