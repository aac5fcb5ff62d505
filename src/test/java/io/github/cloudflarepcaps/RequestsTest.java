package io.github.cloudflarepcaps;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.cloudflarepcaps.model.Destination;
import io.github.cloudflarepcaps.model.FullPcapRequest;
import io.github.cloudflarepcaps.model.PcapFilter;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every request is as the API's reference defines it, and has nothing else. */
class RequestsTest {
  @AutoClose private final Wire wire = Wire.open();

  @ParameterizedTest
  @EnumSource
  void callGoesToItsPathInTheReference(Call call) {
    call.answerOn(wire);
    call.make(wire.client());
    wire.sent().is(call.method(), Wire.ACCOUNT_PATH + call.path());
  }

  @ParameterizedTest
  @EnumSource
  void asynchronousCallGoesToTheSamePath(Call call) {
    call.answerOn(wire);
    call.makeAsync(wire.client());
    wire.sent().is(call.method(), Wire.ACCOUNT_PATH + call.path());
  }

  @ParameterizedTest
  @EnumSource
  void callCarriesTheToken(Call call) {
    call.answerOn(wire);
    call.make(wire.client());
    wire.sent()
        .hasHeader("Authorization", "Bearer example-token")
        .hasNoHeader("X-Auth-Email")
        .hasNoHeader("X-Auth-Key");
  }

  @ParameterizedTest
  @EnumSource
  void callCarriesEmailAndKey(Call call) {
    try (Wire keyed = Wire.open(builder -> builder.apiKey("ada@example.com", "example-key"))) {
      call.answerOn(keyed);
      call.make(keyed.client());
      keyed
          .sent()
          .hasHeader("X-Auth-Email", "ada@example.com")
          .hasHeader("X-Auth-Key", "example-key")
          .hasNoHeader("Authorization");
    }
  }

  @ParameterizedTest
  @EnumSource
  void callHasUserAgentAndAcceptsJson(Call call) {
    call.answerOn(wire);
    call.make(wire.client());
    String accept = call == Call.DOWNLOAD ? "application/vnd.tcpdump.pcap, " : "";
    wire.sent()
        .hasHeader("User-Agent", "cloudflare-pcaps-java/0.1.0-SNAPSHOT")
        .hasHeader("Accept", accept + "application/json");
  }

  @ParameterizedTest
  @EnumSource(names = {"LIST_PCAPS", "GET_PCAP", "STOP", "DOWNLOAD", "LIST_BUCKETS"})
  void callWithoutParametersHasNoBody(Call call) {
    call.answerOn(wire);
    call.make(wire.client());
    wire.sent().hasNoBody().hasNoHeader("Content-Type");
  }

  @Test
  void stopIsAPutWithoutContent() {
    wire.answers(204, "").pcaps().stop(Given.ID);
    wire.sent().hasNoBody().hasHeader("Content-Length", "0");
  }

  @Test
  void deleteHasNoBody() {
    wire.answers(204, "").ownership().delete(Given.ID);
    wire.sent().hasNoBody();
  }

  @Test
  void downloadRequestsIdentityEncoding() {
    wire.answers(CaptureBytes.twoPackets()).pcaps().download(Given.ID).close();
    wire.sent().hasHeader("Accept-Encoding", "identity");
  }

  @Test
  void simpleCaptureHasTheRequiredFields() throws JsonProcessingException {
    wire.answers("simple-created").pcaps().create(Given.SIMPLE);
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
    wire.answers("simple-created")
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
    wire.answers("simple-created").pcaps().create(Given.SIMPLE.withFilter(filter));
    wire.sent()
        .hasBody(
            """
            {"type":"simple","system":"magic-transit","packet_limit":1000,"time_limit":60,
             "filter_v1":{"destination_port":0}}\
            """);
  }

  @Test
  void filterOfEverythingIsEmpty() throws JsonProcessingException {
    wire.answers("simple-created").pcaps().create(Given.SIMPLE.withFilter(PcapFilter.all()));
    wire.sent()
        .hasBody(
            """
            {"type":"simple","system":"magic-transit","packet_limit":1000,"time_limit":60,
             "filter_v1":{}}\
            """);
  }

  @Test
  void fullCaptureHasTheRequiredFields() throws JsonProcessingException {
    wire.answers("full-created").pcaps().create(Given.FULL);
    wire.sent()
        .hasBody(
            """
            {"type":"full","system":"magic-transit","colo_name":"ORD",
             "destination_conf":"gs://bucket-test","time_limit":300}\
            """);
  }

  @Test
  void fullCaptureHasEveryFieldThatIsSet() throws JsonProcessingException {
    wire.answers("full-created")
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
    wire.answers("full-created")
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
    wire.answers("full-created")
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
    wire.answers("bucket-added").ownership().add(r2());
    wire.sent()
        .hasBody(
            """
            {"destination_conf":
             "r2://captures?account-id=a1&access-key-id=k1&secret-access-key=s1"}\
            """);
  }

  @Test
  void bucketIsValidatedWithoutItsKeys() throws JsonProcessingException {
    wire.answers("bucket-validated").ownership().validate(r2(), "what the file says");
    wire.sent()
        .hasBody(
            """
            {"destination_conf":"r2://captures?account-id=a1",
             "ownership_challenge":"what the file says"}\
            """);
  }

  @Test
  void idsAreEncoded() {
    wire.answers("simple-done").client().pcaps("a+b").get("ü;é");
    wire.sent().is("GET", "/client/v4/accounts/a%2Bb/pcaps/%C3%BC%3B%C3%A9");
  }

  @ParameterizedTest
  @CsvSource({"'',''", "/,''", "/client/v4/,/client/v4", "/a/b,/a/b"})
  void callGoesBelowTheBaseUrl(String path, String prefix) {
    String base = wire.baseUrl().replace("/client/v4", path);
    try (CloudflareClient client =
        CloudflareClient.builder().baseUrl(base).apiToken(Wire.TOKEN).build()) {
      wire.answers("simple-list");
      client.pcaps("a").list();
      wire.sent().is("GET", prefix + "/accounts/a/pcaps");
    }
  }

  @Test
  void sameClientReachesAnotherAccount() {
    wire.answers("bucket-list").client().ownership("other").list();
    wire.sent().is("GET", "/client/v4/accounts/other/pcaps/ownership");
  }

  @Test
  void tokenSupplierIsCalledForEachCall() {
    int[] asked = {0};
    try (Wire rotating = Wire.open(builder -> builder.apiToken(() -> "example-" + ++asked[0]))) {
      rotating.answers("simple-list").answers("simple-list");
      rotating.pcaps().list();
      rotating.pcaps().list();
      rotating.sent().hasHeader("Authorization", "Bearer example-1");
      rotating.sent().hasHeader("Authorization", "Bearer example-2");
    }
  }

  @Test
  void derivedClientSendsOnlyItsOwnCredentials() {
    CloudflareClient derived =
        wire.client().toBuilder().apiKey("ada@example.com", "example-key").build();
    wire.answers("simple-list");
    derived.pcaps().list();
    wire.sent().hasHeader("X-Auth-Key", "example-key").hasNoHeader("Authorization");
  }

  @Test
  void sendReturnsStatusAndHeaders() {
    wire.answers("simple-list");
    ApiResponse<?> response = wire.client().send(Operation.listPcaps(Wire.ACCOUNT));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().get("content-TYPE")).containsExactly("application/json");
  }

  private static Destination r2() {
    return Destination.r2("captures", "a1", "k1", "s1");
  }
}
