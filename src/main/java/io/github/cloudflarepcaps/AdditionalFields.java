package io.github.cloudflarepcaps;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects what a model has no component for; makes no map where there is nothing to collect. */
final class AdditionalFields {
  private @Nullable Map<String, Object> fields;

  /** Keeps the current value under that name; null says nothing and is not kept. */
  void keep(String name, JsonReader json) throws IOException {
    put(name, json.any(name), json);
  }

  void put(String name, @Nullable Object value, JsonReader json) throws IOException {
    if (value != null) {
      json.once(map().put(json.unknownName(name), value));
    }
  }

  /** Keeps a value that was read for another variant than the one it turned out to be. */
  void keepRead(String name, @Nullable Object value) {
    if (value != null) {
      map().put(name, value);
    }
  }

  Map<String, Object> toMap() {
    return fields == null ? Map.of() : fields;
  }

  private Map<String, Object> map() {
    if (fields == null) {
      fields = new LinkedHashMap<>();
    }
    return fields;
  }
}
