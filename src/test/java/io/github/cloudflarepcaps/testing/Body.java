package io.github.cloudflarepcaps.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;

/** A JSON body of a request. Each {@code with} returns a copy. */
final class Body {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ObjectNode json;

  private Body(ObjectNode json) {
    this.json = json;
  }

  static Body empty() {
    return new Body(JSON.createObjectNode());
  }

  /** A simple capture of at most 100 packets in 60 s. */
  static Body simple() {
    return empty()
        .with("type", "simple")
        .with("system", "magic-transit")
        .with("packet_limit", 100)
        .with("time_limit", 60);
  }

  /** A full capture of 300 s in ORD, to {@link Caller#BUCKET}. */
  static Body full() {
    return empty()
        .with("type", "full")
        .with("system", "magic-transit")
        .with("time_limit", 300)
        .with("colo_name", "ORD")
        .with("destination_conf", Caller.BUCKET);
  }

  static Body bucket(String uri) {
    return empty().with("destination_conf", uri);
  }

  Body with(String name, Object value) {
    ObjectNode copy = json.deepCopy();
    copy.set(name, JSON.valueToTree(value));
    return new Body(copy);
  }

  /** A field with a value in JSON, in which ' stands for ". */
  Body withJson(String name, String value) {
    return with(name, parse(value.replace('\'', '"')));
  }

  /** The fields of the filter in JSON, in which ' stands for ". */
  Body withFilter(String fields) {
    return withJson("filter_v1", "{" + fields + "}");
  }

  Body without(String name) {
    ObjectNode copy = json.deepCopy();
    copy.remove(name);
    return new Body(copy);
  }

  private static JsonNode parse(String value) {
    try {
      return JSON.readTree(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return json.toString();
  }
}
