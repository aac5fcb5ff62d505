package io.github.cloudflarepcaps;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.cloudflarepcaps.model.Destination;
import io.github.cloudflarepcaps.model.FullPcapRequest;
import io.github.cloudflarepcaps.model.PcapFilter;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The body of a request has the fields that are set, as the API's reference defines them. */
class RequestBodiesTest {
  @AutoClose private final Wire wire = Wire.open();

  @Test
  void simpleCaptureHasTheRequiredFields() throws JsonProcessingException {
    wire.enqueue("simple-created").pcaps().create(Given.SIMPLE);
    wire.sent()
        .hasBody(
            """
            {"type":"simple","system":"magic-transit","packet_limit":1000,"time_limit":60}\
            """);
  }

  @Test
  void simpleCaptureHasEveryFieldThatIsSet() throws JsonProcessingException {
    PcapFilter filter =
        PcapFilter.all()
            .withSourceAddress("1.2.3.4")
            .withSourcePort(123)
            .withDestinationAddress("5.6.7.8")
            .withDestinationPort(80)
            .withProtocol(6);
    wire.enqueue("simple-created")
        .pcaps()
        .create(
            Given.SIMPLE
                .withFilter(filter)
                .withOffsetTime(Instant.parse("2026-11-20T10:15:30.5Z")));
    wire.sent()
        .hasBody(
            """
            {"type":"simple","system":"magic-transit","packet_limit":1000,"time_limit":60,
             "offset_time":"2026-11-20T10:15:30.500Z",
             "filter_v1":{"source_address":"1.2.3.4","source_port":123,
                          "destination_address":"5.6.7.8","destination_port":80,"protocol":6}}\
            """);
  }

  @Test
  void filterHasTheFieldsThatAreSet() throws JsonProcessingException {
    PcapFilter filter = PcapFilter.all().withDestinationPort(0);
    wire.enqueue("simple-created").pcaps().create(Given.SIMPLE.withFilter(filter));
    wire.sent()
        .hasBody(
            """
            {"type":"simple","system":"magic-transit","packet_limit":1000,"time_limit":60,
             "filter_v1":{"destination_port":0}}\
            """);
  }

  @Test
  void filterOfEverythingIsEmpty() throws JsonProcessingException {
    wire.enqueue("simple-created").pcaps().create(Given.SIMPLE.withFilter(PcapFilter.all()));
    wire.sent()
        .hasBody(
            """
            {"type":"simple","system":"magic-transit","packet_limit":1000,"time_limit":60,
             "filter_v1":{}}\
            """);
  }

  @Test
  void fullCaptureHasTheRequiredFields() throws JsonProcessingException {
    wire.enqueue("full-created").pcaps().create(Given.FULL);
    wire.sent()
        .hasBody(
            """
            {"type":"full","system":"magic-transit","colo_name":"ORD",
             "destination_conf":"gs://bucket-test","time_limit":300}\
            """);
  }

  @Test
  void fullCaptureHasEveryFieldThatIsSet() throws JsonProcessingException {
    wire.enqueue("full-created")
        .pcaps()
        .create(
            Given.FULL
                .withFilter(PcapFilter.all().withProtocol(17))
                .withPacketLimit(10_000)
                .withByteLimit(5_000_000_000L));
    wire.sent()
        .hasBody(
            """
            {"type":"full","system":"magic-transit","colo_name":"ORD",
             "destination_conf":"gs://bucket-test","time_limit":300,"filter_v1":{"protocol":17},
             "packet_limit":10000,"byte_limit":5000000000}\
            """);
  }

  @Test
  void fullCaptureHasTheKeysOfItsBucket() throws JsonProcessingException {
    wire.enqueue("full-created")
        .pcaps()
        .create(FullPcapRequest.of("ORD", r2(), Duration.ofSeconds(1)));
    wire.sent()
        .hasBody(
            """
            {"type":"full","system":"magic-transit","colo_name":"ORD","time_limit":1,
             "destination_conf":"r2://captures?account-id=a1&access-key-id=k1&secret-access-key=s1"}\
            """);
  }

  @Test
  void timeLimitIsInSeconds() throws JsonProcessingException {
    wire.enqueue("full-created")
        .pcaps()
        .create(FullPcapRequest.of("ORD", Given.BUCKET, Duration.ofDays(1)));
    wire.sent()
        .hasBody(
            """
            {"type":"full","system":"magic-transit","colo_name":"ORD","time_limit":86400,
             "destination_conf":"gs://bucket-test"}\
            """);
  }

  @Test
  void bucketIsAddedWithItsKeys() throws JsonProcessingException {
    wire.enqueue("bucket-added").ownership().add(r2());
    wire.sent()
        .hasBody(
            """
            {"destination_conf":
             "r2://captures?account-id=a1&access-key-id=k1&secret-access-key=s1"}\
            """);
  }

  @Test
  void bucketIsValidatedWithoutItsKeys() throws JsonProcessingException {
    wire.enqueue("bucket-validated").ownership().validate(r2(), "what the file says");
    wire.sent()
        .hasBody(
            """
            {"destination_conf":"r2://captures?account-id=a1",
             "ownership_challenge":"what the file says"}\
            """);
  }

  private static Destination r2() {
    return Destination.r2("captures", "a1", "k1", "s1");
  }
}
