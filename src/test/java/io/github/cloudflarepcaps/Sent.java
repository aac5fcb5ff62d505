package io.github.cloudflarepcaps;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import mockwebserver3.RecordedRequest;

/** A request that the server received, with assertions about it. */
final class Sent {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RecordedRequest request;

  Sent(RecordedRequest request) {
    this.request = request;
  }

  Sent is(String method, String target) {
    assertThat(request.getMethod() + " " + request.getTarget()).isEqualTo(method + " " + target);
    return this;
  }

  Sent hasHeader(String name, String value) {
    assertThat(request.getHeaders().values(name)).as(name).containsExactly(value);
    return this;
  }

  Sent hasNoHeader(String name) {
    assertThat(request.getHeaders().values(name)).as(name).isEmpty();
    return this;
  }

  Sent hasNoBody() {
    assertThat(request.getBodySize()).isZero();
    return this;
  }

  /** Asserts JSON with the same fields and values; 80 and 80.0 differ. */
  Sent hasBody(String json) throws JsonProcessingException {
    hasHeader("Content-Type", "application/json");
    assertThat(JSON.readTree(body())).isEqualTo(JSON.readTree(json));
    return this;
  }

  /** What it violates of the OpenAPI document, one line each. */
  List<String> violations() {
    return Reference.violations(
        request.getMethod(), request.getTarget(), request.getHeaders().toMultimap(), body());
  }

  String body() {
    return request.getBody() == null ? "" : request.getBody().utf8();
  }
}
