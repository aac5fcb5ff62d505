package io.github.cloudflarepcaps.examples;

import io.github.cloudflarepcaps.CallAttempt;
import io.github.cloudflarepcaps.CallObserver;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import java.net.URI;
import java.time.Instant;

/** A span for each attempt, by the stable conventions for HTTP clients. */
public record TracingObserver(Tracer tracer) implements CallObserver {

  @Override
  public void onAttempt(CallAttempt attempt) {
    Instant end = Instant.now();
    URI uri = attempt.uri(); // without secrets
    Span span =
        tracer
            .spanBuilder(attempt.method())
            .setSpanKind(SpanKind.CLIENT)
            .setStartTimestamp(end.minus(attempt.elapsed()))
            .setAttribute("http.request.method", attempt.method())
            .setAttribute("url.full", uri.toString())
            .setAttribute("server.address", uri.getHost())
            .setAttribute("server.port", port(uri))
            .setAttribute("cloudflare.operation", attempt.operation()) // such as getPcap
            .startSpan();
    if (attempt.attempt() > 1) {
      span.setAttribute("http.request.resend_count", attempt.attempt() - 1);
    }
    Integer status = attempt.statusCode();
    if (status != null) {
      span.setAttribute("http.response.status_code", status);
      if (status >= 400) {
        span.setAttribute("error.type", String.valueOf(status)).setStatus(StatusCode.ERROR);
      }
    }
    Exception failure = attempt.failure();
    if (failure != null) {
      span.setAttribute("error.type", failure.getClass().getName())
          .setStatus(StatusCode.ERROR, String.valueOf(failure.getMessage()))
          .recordException(failure);
    }
    span.end(end);
  }

  private static long port(URI uri) {
    if (uri.getPort() != -1) {
      return uri.getPort();
    }
    return uri.getScheme().equals("https") ? 443 : 80;
  }
}
