package io.github.cloudflarepcaps.internal.json;

import io.github.cloudflarepcaps.internal.text.BucketUri;
import io.github.cloudflarepcaps.model.Destination;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A bucket as its URI. */
final class DestinationJson {
  private DestinationJson() {}

  /** A bucket that must be valid. */
  static Destination read(JsonReader json) throws IOException {
    String uri = json.rawText();
    if (uri == null) {
      throw json.misfit("a bucket's URI");
    }
    try {
      return Destination.parse(uri);
    } catch (IllegalArgumentException e) {
      throw json.problem(": " + e.getMessage());
    }
  }

  /** A bucket of a response; of an invalid one its masked text is kept, and null is returned. */
  static @Nullable Destination readOrKeep(String name, JsonReader json, AdditionalFields additional)
      throws IOException {
    String uri = json.rawText();
    if (uri == null || uri.isEmpty()) {
      return null;
    }
    try {
      return Destination.parse(uri);
    } catch (IllegalArgumentException e) {
      additional.put(name, BucketUri.mask(uri));
      return null;
    }
  }

  static void write(Destination destination, JsonWriter json) throws IOException {
    json.destination(destination);
  }
}
