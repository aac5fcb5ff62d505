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
 * The API's envelopes, by Jackson's tree. This is a reading of the API of its own: the fake shares
 * no JSON code with the client, so that one's mistake does not hide the other's.
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

  /** The object that a body holds; anything else is refused. */
  static ObjectNode read(byte[] body) {
    JsonNode read = parse(body);
    if (read instanceof ObjectNode object) {
      return object;
    }
    throw Refusal.of(400, Refusal.MALFORMED_JSON, "Malformed JSON in request body");
  }

  /** The JSON of a body, or null if it is none. */
  static @Nullable JsonNode parse(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      return null;
    }
  }

  static Answer result(JsonNode result) {
    return envelope(200, true, result, JSON.createArrayNode(), null);
  }

  static Answer list(List<ObjectNode> results, int perPage, int total) {
    ObjectNode info = object();
    info.put("count", results.size());
    info.put("page", 1);
    info.put("per_page", perPage);
    info.put("total_count", total);
    return envelope(
        200, true, JSON.createArrayNode().addAll(results), JSON.createArrayNode(), info);
  }

  static Answer refusal(Refusal refusal) {
    Answer answer = envelope(refusal.status(), false, null, problems(refusal.problems()), null);
    Duration wait = refusal.retryAfter();
    return wait == null ? answer : answer.withHeader("Retry-After", wholeSeconds(wait));
  }

  /** Seconds for a {@code Retry-After}, rounded up. */
  static String wholeSeconds(Duration wait) {
    return Long.toString(wait.plusNanos(999_999_999).toSeconds());
  }

  private static ArrayNode problems(List<Refusal.Problem> problems) {
    ArrayNode errors = JSON.createArrayNode();
    for (Refusal.Problem problem : problems) {
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

  private static Answer envelope(
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
    return Answer.of(status, TYPE, write(envelope));
  }

  static String write(JsonNode json) {
    try {
      return JSON.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree that cannot be written", e);
    }
  }
}
