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

  /** A capture with {@link Given#ID} and these fields in JSON, in which ' stands for ". */
  static String pcap(String fields) {
    return object("'id':'" + Given.ID + "'", fields);
  }

  /**
   * A bucket with {@link Given#ID}, a file name and these fields in JSON, in which ' stands for ".
   */
  static String bucket(String fields) {
    return object("'id':'" + Given.ID + "','filename':'challenge.txt'", fields);
  }

  private static String object(String required, String fields) {
    return quoted("{" + required + (fields.isEmpty() ? "" : "," + fields) + "}");
  }

  /** JSON in which ' stands for ". */
  static String quoted(String json) {
    return json.replace('\'', '"');
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
