package io.github.cloudflarepcaps;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A request has the method, path and headers of the API's reference, and no others. */
class RequestsTest {
  @AutoClose private final Wire wire = Wire.open();

  @ParameterizedTest
  @EnumSource
  void callGoesToItsPathInTheReference(Call call) {
    call.enqueueOn(wire);
    call.make(wire.client());
    wire.sent().is(call.method(), Wire.ACCOUNT_PATH + call.path());
  }

  @ParameterizedTest
  @EnumSource
  void asynchronousCallGoesToTheSamePath(Call call) {
    call.enqueueOn(wire);
    call.makeAsync(wire.client());
    wire.sent().is(call.method(), Wire.ACCOUNT_PATH + call.path());
  }

  @ParameterizedTest
  @EnumSource
  void callCarriesTheToken(Call call) {
    call.enqueueOn(wire);
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
      call.enqueueOn(keyed);
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
    call.enqueueOn(wire);
    call.make(wire.client());
    String accept = call == Call.DOWNLOAD ? "application/vnd.tcpdump.pcap, " : "";
    wire.sent()
        .hasHeader("User-Agent", "cloudflare-pcaps-java/0.1.0-SNAPSHOT")
        .hasHeader("Accept", accept + "application/json");
  }

  @ParameterizedTest
  @EnumSource(names = {"LIST_PCAPS", "GET_PCAP", "STOP", "DOWNLOAD", "LIST_BUCKETS"})
  void callWithoutParametersHasNoBody(Call call) {
    call.enqueueOn(wire);
    call.make(wire.client());
    wire.sent().hasNoBody().hasNoHeader("Content-Type");
  }

  @Test
  void stopIsAPutWithoutContent() {
    wire.enqueue(204, "").pcaps().stop(Given.ID);
    wire.sent().hasNoBody().hasHeader("Content-Length", "0");
  }

  @Test
  void deleteHasNoBody() {
    wire.enqueue(204, "").ownership().delete(Given.ID);
    wire.sent().hasNoBody();
  }

  @Test
  void downloadRequestsIdentityEncoding() {
    wire.enqueue(CaptureBytes.twoPackets()).pcaps().download(Given.ID).close();
    wire.sent().hasHeader("Accept-Encoding", "identity");
  }

  @Test
  void idsAreEncoded() {
    wire.enqueue("simple-done").client().pcaps("a+b").get("ü;é");
    wire.sent().is("GET", "/client/v4/accounts/a%2Bb/pcaps/%C3%BC%3B%C3%A9");
  }

  @ParameterizedTest
  @CsvSource({"'',''", "/,''", "/client/v4/,/client/v4", "/a/b,/a/b"})
  void callGoesBelowTheBaseUrl(String path, String prefix) {
    String base = wire.baseUrl().replace("/client/v4", path);
    try (CloudflareClient client =
        CloudflareClient.builder().baseUrl(base).apiToken(Given.TOKEN).build()) {
      wire.enqueue("simple-list");
      client.pcaps("a").list();
      wire.sent().is("GET", prefix + "/accounts/a/pcaps");
    }
  }

  @Test
  void sameClientReachesAnotherAccount() {
    wire.enqueue("bucket-list").client().ownership("other").list();
    wire.sent().is("GET", "/client/v4/accounts/other/pcaps/ownership");
  }

  @Test
  void tokenSupplierIsCalledForEachCall() {
    int[] calls = {0};
    try (Wire rotating = Wire.open(builder -> builder.apiToken(() -> "example-" + ++calls[0]))) {
      rotating.enqueue("simple-list").enqueue("simple-list");
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
    wire.enqueue("simple-list");
    derived.pcaps().list();
    wire.sent().hasHeader("X-Auth-Key", "example-key").hasNoHeader("Authorization");
  }

  @Test
  void sendReturnsStatusAndHeaders() {
    wire.enqueue("simple-list");
    ApiResponse<?> response = wire.client().send(Operation.listPcaps(Given.ACCOUNT));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().get("content-TYPE")).containsExactly("application/json");
  }
}
