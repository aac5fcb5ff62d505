package io.github.cloudflarepcaps.internal.json;

import com.fasterxml.jackson.core.JsonToken;
import io.github.cloudflarepcaps.internal.text.BucketUri;
import io.github.cloudflarepcaps.internal.text.SecretNames;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Any value: a string, an exact number, a boolean, null, or an unmodifiable list or map of them.
 */
final class AnyJson {
  private AnyJson() {}

  /** The value of a field, masked if the field is named as a bucket's key. */
  static @Nullable Object read(String name, JsonReader json) throws IOException {
    Object value = read(json);
    return value != null && SecretNames.isBucketKey(name) ? BucketUri.MASK : value;
  }

  private static @Nullable Object read(JsonReader json) throws IOException {
    JsonToken token = json.current();
    if (token == null) {
      return null;
    }
    return switch (token) {
      case START_OBJECT -> map(json);
      case START_ARRAY -> list(json);
      case VALUE_STRING -> json.text();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.anyNumber();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> null;
    };
  }

  private static Map<String, @Nullable Object> map(JsonReader json) throws IOException {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    json.object(name -> map.put(json.unknownName(name), read(name, json)));
    return Collections.unmodifiableMap(map);
  }

  private static List<@Nullable Object> list(JsonReader json) throws IOException {
    List<@Nullable Object> list = new ArrayList<>();
    while (json.nextElement()) {
      list.add(read(json));
    }
    return Collections.unmodifiableList(list);
  }

  /** Every string in the current value, in order, separated by {@code ": "}. */
  static String words(JsonReader json) throws IOException {
    List<String> words = new ArrayList<>();
    addWords(words, json);
    return String.join(": ", words);
  }

  private static void addWords(List<String> words, JsonReader json) throws IOException {
    if (json.atObject()) {
      json.object(name -> addWords(words, json));
    } else if (json.atList()) {
      while (json.nextElement()) {
        addWords(words, json);
      }
    } else if (json.atString()) {
      String text = json.text();
      if (text != null && !text.isBlank()) {
        words.add(text);
      }
    }
  }

  static void write(@Nullable Object value, JsonWriter json) throws IOException {
    if (value instanceof Map<?, ?> map) {
      json.object(() -> writeFields(map, json));
    } else if (value instanceof List<?> list) {
      json.list(list, AnyJson::write);
    } else if (value instanceof Number number) {
      json.number(number);
    } else if (value instanceof Boolean truth) {
      json.bool(truth);
    } else if (value == null) {
      json.nothing();
    } else {
      json.text(value.toString());
    }
  }

  static void writeFields(Map<?, ?> fields, JsonWriter json) throws IOException {
    for (Map.Entry<?, ?> field : fields.entrySet()) {
      json.name(String.valueOf(field.getKey()));
      write(field.getValue(), json);
    }
  }
}
