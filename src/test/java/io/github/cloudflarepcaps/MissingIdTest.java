package io.github.cloudflarepcaps;

import static io.github.cloudflarepcaps.Failing.failsWith;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A result without an id is rejected with its JSON path; a create may then have succeeded. */
class MissingIdTest {
  @AutoClose private final Wire wire = Wire.open();

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"id\":null}", "{\"type\":\"full\"}"})
  void captureWithoutAnIdIsRejected(String capture) {
    wire.enqueue(200, Fixture.result(capture));
    UnexpectedResponseException e =
        failsWith(UnexpectedResponseException.class, () -> wire.pcaps().get(Given.ID));
    assertThat(e).hasMessageContaining("$.result.id is missing");
    assertThat(e.outcomeUnknown()).isFalse();
  }

  @Test
  void createdCaptureWithoutAnIdMayExist() {
    wire.enqueue(200, Fixture.result("{\"type\":\"simple\"}"));
    UnexpectedResponseException e =
        failsWith(UnexpectedResponseException.class, () -> wire.pcaps().create(Given.SIMPLE));
    assertThat(e)
        .hasMessageContaining("$.result.id is missing")
        .hasMessageContaining("check list() before retrying");
    assertThat(e.outcomeUnknown()).isTrue();
    assertThat(wire.requests()).isEqualTo(1);
  }

  @Test
  void entryWithoutAnIdIsRejectedWithItsIndex() {
    String three = String.join(",", Fixture.pcap(""), Fixture.pcap(""), Fixture.pcap(""));
    wire.enqueue(200, Fixture.result("[" + three + ",{\"type\":\"full\"}]"));
    assertThat(failsWith(UnexpectedResponseException.class, () -> wire.pcaps().list()))
        .hasMessageContaining("$.result[3].id is missing");
  }

  @Test
  void bucketWithoutAFileNameIsRejected() {
    wire.enqueue(200, Fixture.result("[" + Fixture.bucket("") + ",{\"id\":\"b\"}]"));
    assertThat(failsWith(UnexpectedResponseException.class, () -> wire.ownership().list()))
        .hasMessageContaining("$.result[1].filename is missing");
  }

  @Test
  void addedBucketWithoutAnIdMayExist() {
    wire.enqueue(200, Fixture.result("{\"filename\":\"f.txt\"}"));
    UnexpectedResponseException e =
        failsWith(UnexpectedResponseException.class, () -> wire.ownership().add(Given.BUCKET));
    assertThat(e).hasMessageContaining("$.result.id is missing");
    assertThat(e.outcomeUnknown()).isTrue();
  }
}
