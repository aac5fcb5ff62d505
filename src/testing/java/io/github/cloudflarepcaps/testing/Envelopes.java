package io.github.cloudflarepcaps.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the API's envelopes with Jackson's tree. The fake shares no JSON code with the
 * client, so that a mistake in one does not hide the same mistake in the other.
 */
final class Envelopes {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final String TYPE = "application/json";

  private Envelopes() {}

  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  /** Reads a body that must be a JSON object. */
  static ObjectNode read(byte[] body) {
    JsonNode read = parse(body);
    if (read instanceof ObjectNode object) {
      return object;
    }
    throw Rejection.of(400, Rejection.MALFORMED_JSON, "Malformed JSON in request body");
  }

  /** The JSON of a body; null if it is not JSON. */
  static @Nullable JsonNode parse(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      return null;
    }
  }

  static Response result(JsonNode result) {
    return envelope(200, true, result, JSON.createArrayNode(), null);
  }

  static Response list(List<ObjectNode> results, int perPage, int total) {
    ObjectNode info = object();
    info.put("count", results.size());
    info.put("page", 1);
    info.put("per_page", perPage);
    info.put("total_count", total);
    return envelope(
        200, true, JSON.createArrayNode().addAll(results), JSON.createArrayNode(), info);
  }

  static Response rejection(Rejection rejection) {
    Response response =
        envelope(rejection.status(), false, null, problems(rejection.problems()), null);
    Duration wait = rejection.retryAfter();
    return wait == null ? response : response.withHeader("Retry-After", fullSeconds(wait));
  }

  /** The seconds of a {@code Retry-After} header, rounded up. */
  static String fullSeconds(Duration wait) {
    return Long.toString(wait.plusNanos(999_999_999).toSeconds());
  }

  private static ArrayNode problems(List<Rejection.Problem> problems) {
    ArrayNode errors = JSON.createArrayNode();
    for (Rejection.Problem problem : problems) {
      ObjectNode error = errors.addObject();
      error.put("code", problem.code());
      error.put("message", problem.message());
      if (problem.pointer() != null) {
        error.putObject("source").put("pointer", problem.pointer());
      }
      if (!problem.chain().isEmpty()) {
        error.set("error_chain", problems(problem.chain()));
      }
    }
    return errors;
  }

  private static Response envelope(
      int status,
      boolean success,
      @Nullable JsonNode result,
      ArrayNode errors,
      @Nullable ObjectNode info) {
    ObjectNode envelope = object();
    envelope.set("result", result == null ? JSON.nullNode() : result);
    envelope.put("success", success);
    envelope.set("errors", errors);
    envelope.putArray("messages");
    if (info != null) {
      envelope.set("result_info", info);
    }
    return Response.of(status, TYPE, write(envelope));
  }

  static String write(JsonNode json) {
    try {
      return JSON.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree that cannot be written", e);
    }
  }
}
