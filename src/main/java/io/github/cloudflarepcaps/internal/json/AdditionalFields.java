package io.github.cloudflarepcaps.internal.json;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects the fields for which a model has no component, and the raw values of unreadable ones.
 */
final class AdditionalFields {
  private @Nullable Map<String, Object> fields;

  /** Keeps the current value, unless it is null. */
  void keep(String name, JsonReader json) throws IOException {
    put(json.unknownName(name), AnyJson.read(name, json));
  }

  void put(String name, @Nullable Object value) {
    if (value == null) {
      return;
    }
    if (fields == null) {
      fields = new LinkedHashMap<>();
    }
    fields.put(name, value);
  }

  /** Adds fields that another kind of model has components for; numbers stay, the rest is text. */
  void putAll(AdditionalFields others) {
    others.toMap().forEach((name, value) -> put(name, raw(value)));
  }

  private static Object raw(Object value) {
    return value instanceof Number ? value : value.toString();
  }

  Map<String, Object> toMap() {
    return fields == null ? Map.of() : fields;
  }
}
