package io.github.cloudflarepcaps.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FakeFaultsTest {
  private final FakeCloudflare fake = FakeCloudflare.start();
  private final Caller caller = new Caller(fake);

  @AfterEach
  void close() {
    fake.close();
  }

  private int captures() throws IOException {
    return caller.get("").result().size();
  }

  @Test
  void aStatusIsAnEnvelopeAndNothingIsDone() throws IOException {
    fake.failNext(Fault.status(503, 10013, "Service is down"));
    Caller.Answered answer = caller.post("", Caller.SIMPLE);
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.text())
        .isEqualTo(
            "{\"result\":null,\"success\":false,"
                + "\"errors\":[{\"code\":10013,\"message\":\"Service is down\"}],\"messages\":[]}");
    assertThat(answer.header("cf-ray")).isNotEmpty();
    assertThat(captures()).isZero();
  }

  @Test
  void aStatusOf200IsAnEnvelopeWithoutSuccess() throws IOException {
    fake.failNext(Fault.status(200, 1000, "no"));
    Caller.Answered answer = caller.get("");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("success").booleanValue()).isFalse();
  }

  @Test
  void aRetryAfterIsInWholeSecondsAndNothingIsDone() throws IOException {
    fake.failNext(Fault.retryAfter(429, Duration.ofMillis(1001)));
    Caller.Answered answer = caller.post("", Caller.SIMPLE);
    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.header("Retry-After")).isEqualTo("2");
    assertThat(captures()).isZero();
  }

  @Test
  void htmlIsAPageWithARayAndNothingIsDone() throws IOException {
    fake.failNext(Fault.html(522));
    Caller.Answered answer = caller.post("", Caller.SIMPLE);
    assertThat(answer.status()).isEqualTo(522);
    assertThat(answer.header("Content-Type")).isEqualTo("text/html; charset=UTF-8");
    assertThat(answer.header("cf-ray")).isNotEmpty();
    assertThat(answer.text()).startsWith("<!DOCTYPE html>");
    assertThat(captures()).isZero();
  }

  @Test
  void aDropIsNoAnswerToWhatWasDone() throws IOException {
    fake.failNext(Fault.dropBeforeAnswer());
    assertThatThrownBy(() -> caller.post("", Caller.SIMPLE)).isInstanceOf(IOException.class);
    assertThat(captures()).isEqualTo(1);
  }

  @Test
  void aStallIsSilenceAfterWhatWasDone() throws IOException {
    fake.failNext(Fault.stall(Duration.ofDays(1)));
    HttpRequest.Builder impatient =
        HttpRequest.newBuilder(caller.uri(""))
            .header("Authorization", "Bearer " + fake.apiToken())
            .timeout(Duration.ofMillis(200))
            .POST(HttpRequest.BodyPublishers.ofString(Caller.SIMPLE));
    assertThatThrownBy(() -> caller.send(impatient)).isInstanceOf(HttpTimeoutException.class);
    assertThat(captures()).isEqualTo(1);
  }

  @Test
  void afterAStallTheAnswerComes() throws IOException {
    fake.failNext(Fault.stall(Duration.ofMillis(1)));
    assertThat(caller.get("").status()).isEqualTo(200);
  }

  @Test
  void aTruncatedBodyIsShortOfTheLengthItPromises() throws IOException {
    fake.failNext(Fault.truncateBody(10));
    assertThatThrownBy(() -> caller.post("", Caller.SIMPLE)).isInstanceOf(IOException.class);
    assertThat(captures()).isEqualTo(1);
  }

  @Test
  void aBodyTruncatedToNothingHasItsHeadersOnly() {
    fake.failNext(Fault.truncateBody(0));
    assertThatThrownBy(() -> caller.get("")).isInstanceOf(IOException.class);
  }

  @Test
  void aBodyThatIsNoLongerThanThatComesWhole() throws IOException {
    fake.failNext(Fault.truncateBody(1_000_000));
    assertThat(caller.get("").status()).isEqualTo(200);
  }

  @Test
  void anAnswerWithoutABodyHasNothingToTruncate() throws IOException {
    String id = caller.ownBucket();
    fake.failNext(Fault.truncateBody(0));
    assertThat(caller.call("DELETE", "/ownership/" + id, "").status()).isEqualTo(204);
  }

  @Test
  void garbageIsNeitherJsonNorACaptureFile() throws IOException {
    fake.failNext(Fault.garbage());
    Caller.Answered answer = caller.post("", Caller.SIMPLE);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).contains("neither JSON nor a capture file");
    assertThat(captures()).isEqualTo(1);
  }

  @Test
  void faultsAreTakenInOrderAndThenAllIsWell() throws IOException {
    fake.failNext(2, Fault.html(502));
    fake.failNext(Fault.html(520));
    assertThat(caller.get("").status()).isEqualTo(502);
    assertThat(caller.get("/ownership").status()).isEqualTo(502);
    assertThat(caller.get("").status()).isEqualTo(520);
    assertThat(caller.get("").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 100, 199, 204, 205, 304, 600})
  void aStatusThatCanHaveNoBodyIsRefused(int status) {
    refused(
        () -> Fault.status(status, 1000, "no"),
        "status is " + status + ", but must be from 200 to 599 and have a body");
    refused(
        () -> Fault.html(status),
        "status is " + status + ", but must be from 200 to 599 and have a body");
  }

  @Test
  void whatIsNegativeIsRefused() {
    Duration negative = Duration.ofSeconds(-1);
    refused(() -> Fault.status(500, -1, "no"), "code is -1, but must not be negative");
    refused(() -> Fault.retryAfter(429, negative), "wait is PT-1S, but must not be negative");
    refused(() -> Fault.stall(negative), "time is PT-1S, but must not be negative");
    refused(() -> Fault.truncateBody(-1), "bytes is -1, but must not be negative");
  }

  @Test
  void noTimesAtAllIsRefused() {
    refused(() -> fake.failNext(0, Fault.garbage()), "times is 0, but must be at least 1");
  }

  private static void refused(Executable call, String message) {
    assertThatThrownBy(call::execute)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void aFaultSaysWhatItIs() {
    assertThat(Fault.status(500, 1, "no")).hasToString("status(500, 1, no)");
    assertThat(Fault.retryAfter(429, Duration.ofSeconds(1))).hasToString("retryAfter(429, PT1S)");
    assertThat(Fault.html(502)).hasToString("html(502)");
    assertThat(Fault.dropBeforeAnswer()).hasToString("dropBeforeAnswer()");
    assertThat(Fault.stall(Duration.ZERO)).hasToString("stall(PT0S)");
    assertThat(Fault.truncateBody(5)).hasToString("truncateBody(5)");
    assertThat(Fault.garbage()).hasToString("garbage()");
  }
}
