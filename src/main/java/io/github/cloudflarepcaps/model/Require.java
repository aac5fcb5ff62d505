package io.github.cloudflarepcaps.model;

import io.github.cloudflarepcaps.internal.text.Printable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The rules for values in requests. An exception names the value and its rule. */
final class Require {
  // As seconds: Instant.parse would load the formatters of java.time in a process's first call.
  private static final Instant FIRST_YEAR = Instant.ofEpochSecond(-62_167_219_200L);
  private static final Instant LAST_YEAR = Instant.ofEpochSecond(253_402_300_799L, 999_999_999);

  private Require() {}

  static void atLeastOne(String name, @Nullable Number value) {
    if (value != null && value.longValue() < 1) {
      throw new IllegalArgumentException(name + " is " + value + ", but must be at least 1");
    }
  }

  static void between(String name, @Nullable Integer value, int least, int most) {
    if (value != null && (value < least || value > most)) {
      throw new IllegalArgumentException(
          name + " is " + value + ", but must be from " + least + " to " + most);
    }
  }

  static void wholeSeconds(String name, Duration value) {
    Objects.requireNonNull(value, name);
    if (value.getNano() != 0) {
      throw new IllegalArgumentException(
          name + " is " + value + ", but must be whole seconds: the API knows no fractions");
    }
    if (value.getSeconds() < 1) {
      throw new IllegalArgumentException(name + " is " + value + ", but must be at least PT1S");
    }
  }

  static void rfc3339(String name, @Nullable Instant value) {
    if (value != null && (value.isBefore(FIRST_YEAR) || value.isAfter(LAST_YEAR))) {
      throw new IllegalArgumentException(
          name + " is " + value + ", but RFC 3339 has the years 0000 to 9999 only");
    }
  }

  static void text(String name, @Nullable String value) {
    if (value == null) {
      return;
    }
    if (value.isBlank()) {
      throw new IllegalArgumentException(
          name + " is \"" + Printable.of(value) + "\", but must not be blank");
    }
    if (!Printable.isPrintable(value)) {
      throw new IllegalArgumentException(
          name
              + " is \""
              + Printable.of(value)
              + "\", but must not contain control or format characters");
    }
  }

  static Map<String, Object> copy(Map<String, Object> fields) {
    return fields.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /** A copy in which an unrecognized status has a text, which may be the constant's name. */
  static Map<String, Object> withStatus(PcapStatus status, Map<String, Object> fields) {
    if (status != PcapStatus.UNRECOGNIZED || fields.containsKey("status")) {
      return copy(fields);
    }
    Map<String, Object> more = new LinkedHashMap<>(fields);
    more.put("status", "unrecognized");
    return Collections.unmodifiableMap(more);
  }

  static <T> List<T> copy(List<T> list) {
    return list.isEmpty() ? List.of() : Collections.unmodifiableList(new ArrayList<>(list));
  }
}
