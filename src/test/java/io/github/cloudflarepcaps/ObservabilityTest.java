package io.github.cloudflarepcaps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Each attempt is reported once, to the observer and to the log, and neither affects the call. */
class ObservabilityTest {
  private final List<CallAttempt> attempts = new ArrayList<>();
  private final TestTime time = TestTime.start();
  @AutoClose private final LogCapture log = LogCapture.start();
  @AutoClose private final Wire wire = Wire.at(time, b -> b.observer(attempts::add));

  private static MockResponse.Builder json(int status, String body) {
    return new MockResponse.Builder().code(status).body(body);
  }

  @Test
  void attemptIsReportedWithItsDetails() {
    wire.enqueue(
        json(200, Fixture.json("simple-done"))
            .setHeader("cf-ray", "8b1-FRA")
            .setHeader("Ratelimit", "\"default\";r=50;t=30")
            .build());
    wire.pcaps().get(Given.ID);
    assertThat(attempts).hasSize(1);
    CallAttempt attempt = attempts.get(0);
    assertThat(attempt.operation()).isEqualTo("getPcap");
    assertThat(attempt.method()).isEqualTo("GET");
    assertThat(attempt.path()).isEqualTo("/accounts/" + Given.ACCOUNT + "/pcaps/" + Given.ID);
    assertThat(attempt.attempt()).isEqualTo(1);
    assertThat(attempt.statusCode()).isEqualTo(200);
    assertThat(attempt.rayId()).isEqualTo("8b1-FRA");
    assertThat(attempt.rateLimit()).isEqualTo(new RateLimit(50, Duration.ofSeconds(30)));
    assertThat(attempt.failure()).isNull();
  }

  @Test
  void missingRayAndRateLimitAreNull() {
    wire.enqueue("simple-done").pcaps().get(Given.ID);
    assertThat(attempts.get(0).rayId()).isNull();
    assertThat(attempts.get(0).rateLimit()).isNull();
  }

  @Test
  void attemptWithoutResponseIsReportedWithItsFailure() {
    wire.enqueueClose();
    wire.enqueue(503, "{}").enqueue("simple-done");
    wire.pcaps().get(Given.ID);
    assertThat(attempts).extracting(CallAttempt::attempt).containsExactly(1, 2, 3);
    assertThat(attempts).extracting(CallAttempt::statusCode).containsExactly(null, 503, 200);
    assertThat(attempts.get(0).failure()).isNotNull();
    assertThat(attempts.get(1).failure()).isNull();
  }

  @Test
  void elapsedExcludesThePauseBeforeTheAttempt() {
    wire.enqueue(503, "{}").enqueue("simple-done");
    wire.pcaps().get(Given.ID);
    assertThat(time.pauses()).hasSize(1);
    assertThat(attempts)
        .extracting(CallAttempt::elapsed)
        .containsExactly(Duration.ZERO, Duration.ZERO);
  }

  @Test
  void downloadIsReportedOnce() {
    wire.enqueue(CaptureBytes.twoPackets());
    wire.pcaps().download(Given.ID).close();
    assertThat(attempts).extracting(CallAttempt::operation).containsExactly("downloadPcap");
  }

  @Test
  void exceptionOfTheObserverIsLoggedAndTheCallContinues() {
    IllegalStateException thrown = new IllegalStateException("metrics are down");
    try (Wire loud =
        Wire.at(
            time,
            builder ->
                builder.observer(
                    attempt -> {
                      throw thrown;
                    }))) {
      loud.enqueue(503, "{}").enqueue("simple-done").pcaps().get(Given.ID);
      assertThat(loud.requests()).isEqualTo(2);
    }
    assertThat(log.records())
        .filteredOn(record -> record.getLevel().equals(Level.WARNING))
        .hasSize(2)
        .allSatisfy(record -> assertThat(record.getThrown()).isSameAs(thrown));
  }

  @Test
  void errorOfTheObserverPropagates() {
    AssertionError thrown = new AssertionError("a test's observer");
    try (Wire loud =
        Wire.open(
            builder ->
                builder
                    .apiToken(Given.TOKEN)
                    .observer(
                        attempt -> {
                          throw thrown;
                        }))) {
      loud.enqueue("simple-done");
      assertThatThrownBy(() -> loud.pcaps().get(Given.ID)).isSameAs(thrown);
    }
  }

  @Test
  void attemptIsLoggedAtDebugAndAtInfoIfARetryFollows() {
    wire.enqueue(503, "{}");
    wire.enqueue(json(200, Fixture.json("simple-done")).setHeader("cf-ray", "8b1-FRA").build());
    wire.pcaps().get(Given.ID);
    String call = "getPcap GET /accounts/" + Given.ACCOUNT + "/pcaps/" + Given.ID;
    assertThat(log.messages())
        .containsExactly(
            call + " 503 in 0 ms (attempt 1); retry in 500 ms",
            call + " 200 in 0 ms (attempt 2, ray 8b1-FRA)");
    assertThat(log.records())
        .extracting(LogRecord::getLevel)
        .containsExactly(Level.INFO, Level.FINE);
  }

  @Test
  void tokenInTheRayIsRedacted() {
    wire.enqueue(json(500, "{}").setHeader("cf-ray", "ray " + Given.TOKEN).build());
    assertThatThrownBy(() -> wire.pcaps().create(Given.SIMPLE)).isInstanceOf(ApiException.class);
    assertThat(log.messages())
        .singleElement()
        .satisfies(line -> assertThat(line).contains("ray ***").doesNotContain(Given.TOKEN));
  }

  @Test
  void nothingIsLoggedAboveInfo() {
    try (LogCapture quiet = LogCapture.startAt(Level.WARNING)) {
      wire.enqueue("simple-done").pcaps().get(Given.ID);
      assertThat(quiet.messages()).isEmpty();
    }
  }

  @Test
  void uriIsTheCompleteUrl() {
    wire.enqueue("simple-done").pcaps().get(Given.ID);
    assertThat(attempts.get(0).uri())
        .hasToString(wire.baseUrl() + "/accounts/" + Given.ACCOUNT + "/pcaps/" + Given.ID);
  }

  @Test
  void secondObserverIsNotifiedEvenIfTheFirstThrows() {
    CallObserver broken =
        attempt -> {
          throw new IllegalStateException("metrics are down");
        };
    try (Wire loud = Wire.at(time, b -> b.observer(broken.andThen(attempts::add)))) {
      loud.enqueue("simple-done").pcaps().get(Given.ID);
    }
    assertThat(attempts).hasSize(1);
    assertThat(log.printables()).anyMatch(text -> text.contains("metrics are down"));
  }

  @Test
  void observersAreNotifiedInTheirOrder() {
    List<String> order = new ArrayList<>();
    CallObserver first = attempt -> order.add("first");
    try (Wire both = Wire.at(time, b -> b.observer(first.andThen(a -> order.add("second"))))) {
      both.enqueue("simple-done").pcaps().get(Given.ID);
    }
    assertThat(order).containsExactly("first", "second");
  }

  /** An observer may queue attempts, so they must not retain credentials or bodies. */
  @Test
  void attemptKeepsNeitherTheTokenNorTheBody() throws IllegalAccessException {
    wire.enqueue(
        json(200, Fixture.json("simple-done"))
            .onResponseBody(new SocketEffect.CloseSocket())
            .build());
    wire.enqueue(json(503, "{\"title\":\"" + Given.TOKEN + "\"}").build());
    wire.enqueue("simple-done").pcaps().get(Given.ID);
    assertThat(attempts).hasSize(3);
    for (CallAttempt attempt : attempts) {
      assertThat(new Reachable(attempt).objects())
          .as("reachable from %s", attempt)
          .noneMatch(Attempt.class::isInstance)
          .noneMatch(RawResponse.class::isInstance)
          .noneMatch(Credentials.Issued.class::isInstance)
          .noneMatch(byte[].class::isInstance)
          .noneMatch(Given.TOKEN::equals);
    }
  }
}
