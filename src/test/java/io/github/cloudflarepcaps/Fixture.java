package io.github.cloudflarepcaps;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Responses of the API: kept as files, or built from their fields. */
final class Fixture {
  private Fixture() {}

  /** The file {@code fixtures/<name>.json}. */
  static String json(String name) {
    String path = "/fixtures/" + name + ".json";
    try (InputStream in = Fixture.class.getResourceAsStream(path)) {
      return new String(Objects.requireNonNull(in, path).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A capture with an id and these fields, written as in JSON; may be empty. */
  static String pcap(String fields) {
    return object("\"id\":\"" + Given.ID + "\"", fields);
  }

  /** A bucket with an id, a file name and these fields. */
  static String bucket(String fields) {
    return object("\"id\":\"a\",\"filename\":\"f.txt\"", fields);
  }

  private static String object(String required, String fields) {
    return "{" + required + (fields.isEmpty() ? "" : "," + fields) + "}";
  }

  /** An envelope that reports success, around that result. */
  static String result(String result) {
    return "{\"result\":" + result + ",\"success\":true,\"errors\":[],\"messages\":[]}";
  }

  /** An envelope that reports failure, with one error. */
  static String refusal(int code, String message) {
    return "{\"result\":null,\"success\":false,\"errors\":[{\"code\":"
        + code
        + ",\"message\":\""
        + message
        + "\"}],\"messages\":[]}";
  }
}
