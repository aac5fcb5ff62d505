package io.github.cloudflarepcaps;

import static io.github.cloudflarepcaps.Failing.failsWith;
import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudflarepcaps.examples.TracingObserver;
import io.github.cloudflarepcaps.testing.FakeCloudflare;
import io.github.cloudflarepcaps.testing.Fault;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The guide's recipe sets what OpenTelemetry's stable conventions for HTTP clients require. */
class OpenTelemetryTest {

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  private final SdkTracerProvider provider =
      SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(exporter)).build();
  private final Tracer tracer = provider.get("test");
  private FakeCloudflare fake;
  private CloudflareClient client;

  @BeforeEach
  void start() {
    fake = FakeCloudflare.start();
    client = fake.clientBuilder().observer(new TracingObserver(tracer)).build();
  }

  @AfterEach
  void stop() {
    client.close();
    fake.close();
    provider.close();
  }

  @Test
  void successfulCallIsAClientSpan() {
    client.pcaps().list();

    SpanData span = onlySpan();
    assertThat(span.getName()).isEqualTo("GET");
    assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    assertThat(span.getEndEpochNanos()).isGreaterThan(span.getStartEpochNanos());
    assertThat(text(span, "http.request.method")).isEqualTo("GET");
    assertThat(text(span, "url.full"))
        .isEqualTo(fake.baseUrl() + "/accounts/" + fake.accountId() + "/pcaps");
    assertThat(text(span, "server.address")).isEqualTo("127.0.0.1");
    assertThat(fake.baseUrl()).contains(":" + number(span, "server.port") + "/");
    assertThat(number(span, "http.response.status_code")).isEqualTo(200);
    assertThat(text(span, "error.type")).isNull();
    assertThat(number(span, "http.request.resend_count")).isNull();
  }

  @Test
  void rejectionIsAnError() {
    failsWith(NotFoundException.class, () -> client.pcaps().get(Given.ID));

    SpanData span = onlySpan();
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(number(span, "http.response.status_code")).isEqualTo(404);
    assertThat(text(span, "error.type")).isEqualTo("404");
  }

  @Test
  void retryIsASpanWithItsResendCount() {
    fake.failNext(Fault.html(502));

    client.pcaps().list();

    List<SpanData> spans = exporter.getFinishedSpanItems();
    assertThat(spans).hasSize(2);
    assertThat(text(spans.get(0), "error.type")).isEqualTo("502");
    assertThat(number(spans.get(1), "http.request.resend_count")).isEqualTo(1);
    assertThat(number(spans.get(1), "http.response.status_code")).isEqualTo(200);
  }

  @Test
  void brokenConnectionIsAnErrorWithItsType() {
    fake.failNext(3, Fault.dropBeforeResponse());

    failsWith(TransportException.class, () -> client.pcaps().list());

    assertThat(exporter.getFinishedSpanItems())
        .hasSize(3)
        .allSatisfy(
            span -> {
              assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
              assertThat(text(span, "error.type")).endsWith("Exception");
              assertThat(number(span, "http.response.status_code")).isNull();
            });
  }

  @Test
  void currentSpanIsTheParent() {
    Span parent = tracer.spanBuilder("job").startSpan();
    try (Scope scope = parent.makeCurrent()) {
      client.pcaps().list();
    }

    assertThat(onlySpan().getParentSpanId()).isEqualTo(parent.getSpanContext().getSpanId());
  }

  private SpanData onlySpan() {
    assertThat(exporter.getFinishedSpanItems()).hasSize(1);
    return exporter.getFinishedSpanItems().get(0);
  }

  private static String text(SpanData span, String name) {
    return span.getAttributes().get(stringKey(name));
  }

  private static Long number(SpanData span, String name) {
    return span.getAttributes().get(longKey(name));
  }
}
