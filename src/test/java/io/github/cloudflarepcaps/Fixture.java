package io.github.cloudflarepcaps;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Answers of the API, kept as files. */
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

  /** An envelope that says yes, around that result. */
  static String result(String result) {
    return "{\"result\":" + result + ",\"success\":true,\"errors\":[],\"messages\":[]}";
  }

  /** An envelope that says no, with one error. */
  static String refusal(int code, String message) {
    return "{\"result\":null,\"success\":false,\"errors\":[{\"code\":"
        + code
        + ",\"message\":\""
        + message
        + "\"}],\"messages\":[]}";
  }
}
