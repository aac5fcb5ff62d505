package io.github.cloudflarepcaps;

import static io.github.cloudflarepcaps.Failing.failsWith;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudflarepcaps.model.Destination;
import io.github.cloudflarepcaps.model.Ownership;
import io.github.cloudflarepcaps.model.Pcap;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Exceptions survive Java serialization with everything that they carry. */
class SerializedExceptionsTest {
  @AutoClose private final Wire wire = Wire.open();

  @Test
  void apiExceptionKeepsItsErrorsAndStatus() throws Exception {
    wire.enqueue(400, Fixture.json("malformed-credentials"));
    ApiException e = failsWith(ApiException.class, () -> wire.pcaps().get(Given.ID));
    ApiException copy = copied(e);
    assertThat(copy).isExactlyInstanceOf(AuthenticationException.class);
    assertThat(copy.errors()).isNotEmpty().isEqualTo(e.errors());
    assertThat(copy.statusCode()).isEqualTo(400);
    assertThat(copy.pcapId()).isEqualTo(Given.ID);
  }

  @Test
  void lostResponseKeepsItsCauseAndOutcome() throws Exception {
    wire.enqueueClose();
    OutcomeUnknownException e =
        failsWith(OutcomeUnknownException.class, () -> wire.pcaps().create(Given.SIMPLE));
    OutcomeUnknownException copy = copied(e);
    assertThat(copy.outcomeUnknown()).isTrue();
    assertThat(copy).hasMessage(e.getMessage());
    assertThat(copy.getCause()).hasSameClassAs(e.getCause());
  }

  @Test
  void truncatedResponseIsSerializable() throws Exception {
    wire.enqueue(
        new MockResponse.Builder()
            .body(Fixture.json("simple-created"))
            .onResponseBody(new SocketEffect.CloseSocket())
            .build());
    assertThat(copied(failsWith(TransportException.class, () -> wire.pcaps().create(Given.SIMPLE))))
        .isInstanceOf(OutcomeUnknownException.class);
  }

  @Test
  void pcapFailedExceptionKeepsTheCapture() throws Exception {
    Pcap pcap = wire.enqueue("full-created").pcaps().get(Given.ID);
    PcapFailedException copy = copied(new PcapFailedException("failed", Given.ID, pcap));
    assertThat(copy.pcap()).isEqualTo(pcap);
  }

  @Test
  void ownershipFailedExceptionKeepsTheBucket() throws Exception {
    Ownership bucket = wire.enqueue("bucket-added").ownership().add(Given.BUCKET);
    OwnershipFailedException copy = copied(new OwnershipFailedException("failed", null, bucket));
    assertThat(copy.ownership()).isEqualTo(bucket);
  }

  @Test
  void waitTimeoutExceptionKeepsTheLastState() throws Exception {
    Pcap pcap = wire.enqueue("simple-done").pcaps().get(Given.ID);
    Ownership bucket = wire.enqueue("bucket-added").ownership().add(Given.BUCKET);
    WaitTimeoutException copy =
        copied(new WaitTimeoutException("late", null, Given.ID, pcap, bucket));
    assertThat(copy.pcap()).isEqualTo(pcap);
    assertThat(copy.ownership()).isEqualTo(bucket);
  }

  @Test
  void bucketIsSerializedInItsMaskedForm() throws Exception {
    assertThat(copied(Secrets.BUCKET)).isEqualTo(Destination.parse(Secrets.BUCKET.toString()));
  }

  @Test
  void exceptionOfAStepKeepsEverythingOfTheFirst() throws Exception {
    wire.enqueue(400, Fixture.refusal(1000, "no"));
    ApiException e = failsWith(ApiException.class, () -> wire.pcaps().get(Given.ID));
    ApiException copy = (ApiException) copied(e.during("step 1", "other"));
    assertThat(copy).hasMessage("step 1: " + e.getMessage());
    assertThat(copy.errors()).isEqualTo(e.errors());
    assertThat(copy.pcapId()).isEqualTo("other");
    assertThat(e.pcapId()).isEqualTo(Given.ID);
  }

  @SuppressWarnings("unchecked")
  private static <T> T copied(T exception) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(exception);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (T) in.readObject();
    }
  }
}
