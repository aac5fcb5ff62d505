package io.github.cloudflarepcaps.testing;

import static io.github.cloudflarepcaps.Failing.failsWith;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FakeFaultsTest {
  @AutoClose private final FakeCloudflare fake = FakeCloudflare.start();
  private final Caller caller = new Caller(fake);

  private int captures() throws IOException {
    return caller.get("").result().size();
  }

  @Test
  void statusIsAnEnvelopeAndNothingIsCreated() throws IOException {
    fake.failNext(Fault.status(503, 10013, "Service is down"));
    Caller.Reply reply = caller.create(Body.simple());
    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.text())
        .isEqualTo(
            "{\"result\":null,\"success\":false,"
                + "\"errors\":[{\"code\":10013,\"message\":\"Service is down\"}],\"messages\":[]}");
    assertThat(reply.header("cf-ray")).isNotEmpty();
    assertThat(captures()).isZero();
  }

  @Test
  void status200IsAnEnvelopeWithoutSuccess() throws IOException {
    fake.failNext(Fault.status(200, 1000, "no"));
    Caller.Reply reply = caller.get("");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().path("success").booleanValue()).isFalse();
  }

  @Test
  void retryAfterIsInFullSecondsAndNothingIsCreated() throws IOException {
    fake.failNext(Fault.retryAfter(429, Duration.ofMillis(1001)));
    Caller.Reply reply = caller.create(Body.simple());
    assertThat(reply.status()).isEqualTo(429);
    assertThat(reply.header("Retry-After")).isEqualTo("2");
    assertThat(captures()).isZero();
  }

  @Test
  void htmlIsAPageWithARayAndNothingIsCreated() throws IOException {
    fake.failNext(Fault.html(522));
    Caller.Reply reply = caller.create(Body.simple());
    assertThat(reply.status()).isEqualTo(522);
    assertThat(reply.header("Content-Type")).isEqualTo("text/html; charset=UTF-8");
    assertThat(reply.header("cf-ray")).isNotEmpty();
    assertThat(reply.text()).startsWith("<!DOCTYPE html>");
    assertThat(captures()).isZero();
  }

  @Test
  void dropCreatesTheCaptureWithoutAResponse() throws IOException {
    fake.failNext(Fault.dropBeforeResponse());
    failsWith(IOException.class, () -> caller.create(Body.simple()));
    assertThat(captures()).isEqualTo(1);
  }

  @Test
  void stallCreatesTheCaptureAndIsSilent() throws IOException {
    fake.failNext(Fault.stall(Duration.ofDays(1)));
    HttpRequest.Builder impatient =
        HttpRequest.newBuilder(caller.uri(""))
            .header("Authorization", "Bearer " + fake.apiToken())
            .timeout(Duration.ofMillis(200))
            .POST(HttpRequest.BodyPublishers.ofString(Body.simple().toString()));
    failsWith(HttpTimeoutException.class, () -> caller.send(impatient));
    assertThat(captures()).isEqualTo(1);
  }

  @Test
  void responseFollowsAStall() throws IOException {
    fake.failNext(Fault.stall(Duration.ofMillis(1)));
    assertThat(caller.get("").status()).isEqualTo(200);
  }

  @Test
  void truncatedBodyIsShorterThanItsContentLength() throws IOException {
    fake.failNext(Fault.truncateBody(10));
    failsWith(IOException.class, () -> caller.create(Body.simple()));
    assertThat(captures()).isEqualTo(1);
  }

  @Test
  void bodyTruncatedToZeroBytesHasOnlyHeaders() {
    fake.failNext(Fault.truncateBody(0));
    failsWith(IOException.class, () -> caller.get(""));
  }

  @Test
  void bodyWithinTheTruncationIsComplete() throws IOException {
    fake.failNext(Fault.truncateBody(1_000_000));
    assertThat(caller.get("").status()).isEqualTo(200);
  }

  @Test
  void responseWithoutABodyIsNotTruncated() throws IOException {
    String id = caller.validatedBucket();
    fake.failNext(Fault.truncateBody(0));
    assertThat(caller.call("DELETE", "/ownership/" + id, "").status()).isEqualTo(204);
  }

  @Test
  void garbageIsNeitherJsonNorACaptureFile() throws IOException {
    fake.failNext(Fault.garbage());
    Caller.Reply reply = caller.create(Body.simple());
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.text()).contains("neither JSON nor a capture file");
    assertThat(captures()).isEqualTo(1);
  }

  @Test
  void faultsApplyInOrderAndOnce() throws IOException {
    fake.failNext(2, Fault.html(502));
    fake.failNext(Fault.html(520));
    assertThat(caller.get("").status()).isEqualTo(502);
    assertThat(caller.get("/ownership").status()).isEqualTo(502);
    assertThat(caller.get("").status()).isEqualTo(520);
    assertThat(caller.get("").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 100, 199, 204, 205, 304, 600})
  void statusWithoutABodyIsInvalid(int status) {
    assertInvalid(
        () -> Fault.status(status, 1000, "no"),
        "status is " + status + ", but must be from 200 to 599 and have a body");
    assertInvalid(
        () -> Fault.html(status),
        "status is " + status + ", but must be from 200 to 599 and have a body");
  }

  @Test
  void negativeValuesAreInvalid() {
    Duration negative = Duration.ofSeconds(-1);
    assertInvalid(() -> Fault.status(500, -1, "no"), "code is -1, but must not be negative");
    assertInvalid(() -> Fault.retryAfter(429, negative), "wait is PT-1S, but must not be negative");
    assertInvalid(() -> Fault.stall(negative), "time is PT-1S, but must not be negative");
    assertInvalid(() -> Fault.truncateBody(-1), "bytes is -1, but must not be negative");
  }

  @Test
  void zeroTimesIsInvalid() {
    assertInvalid(() -> fake.failNext(0, Fault.garbage()), "times is 0, but must be at least 1");
  }

  private static void assertInvalid(ThrowingCallable call, String message) {
    assertThat(failsWith(IllegalArgumentException.class, call)).hasMessage(message);
  }

  @Test
  void toStringIsTheFactoryCall() {
    assertThat(Fault.status(500, 1, "no")).hasToString("status(500, 1, no)");
    assertThat(Fault.retryAfter(429, Duration.ofSeconds(1))).hasToString("retryAfter(429, PT1S)");
    assertThat(Fault.html(502)).hasToString("html(502)");
    assertThat(Fault.dropBeforeResponse()).hasToString("dropBeforeResponse()");
    assertThat(Fault.stall(Duration.ZERO)).hasToString("stall(PT0S)");
    assertThat(Fault.truncateBody(5)).hasToString("truncateBody(5)");
    assertThat(Fault.garbage()).hasToString("garbage()");
  }
}
