package io.github.cloudflarepcaps.internal.json;

import io.github.cloudflarepcaps.model.Destination;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes values as the API's JSON. A field whose value is null is left out. */
public final class JsonWriter {
  private final JsonOutput out;
  private final boolean withSecrets;

  private JsonWriter(JsonOutput out, boolean withSecrets) {
    this.out = out;
    this.withSecrets = withSecrets;
  }

  /** For people and other programs: a bucket's keys are masked. */
  public static JsonWriter masked(JsonOutput out) {
    return new JsonWriter(out, false);
  }

  /** For Cloudflare alone: with a bucket's keys. */
  static JsonWriter withSecrets(JsonOutput out) {
    return new JsonWriter(out, true);
  }

  /** Writes the fields of one object. */
  interface Fields {
    void write() throws IOException;
  }

  void object(Fields fields) throws IOException {
    out.startObject();
    fields.write();
    out.endObject();
  }

  <T> void list(List<T> list, ValueWriter<? super T> element) throws IOException {
    out.startList();
    for (T value : list) {
      element.write(value, this);
    }
    out.endList();
  }

  void name(String name) throws IOException {
    out.name(name);
  }

  void text(String text) throws IOException {
    out.text(text);
  }

  void bool(boolean truth) throws IOException {
    out.bool(truth);
  }

  void nothing() throws IOException {
    out.nothing();
  }

  void number(Number number) throws IOException {
    if (number instanceof Integer || number instanceof Long) {
      out.number(number.longValue());
    } else if (number instanceof BigInteger whole) {
      out.number(whole);
    } else {
      out.number(number instanceof BigDecimal d ? d : new BigDecimal(number.toString()));
    }
  }

  void destination(Destination destination) throws IOException {
    out.text(withSecrets ? destination.uri() : destination.toString());
  }

  /** A field with the value's text: a string, a timestamp. */
  void field(String name, @Nullable Object value) throws IOException {
    if (value != null) {
      out.name(name);
      out.text(value.toString());
    }
  }

  void field(String name, @Nullable Number value) throws IOException {
    if (value != null) {
      out.name(name);
      number(value);
    }
  }

  /** A field with whole seconds. */
  void field(String name, @Nullable Duration value) throws IOException {
    field(name, value == null ? null : (Number) value.toSeconds());
  }

  void field(String name, @Nullable Destination value) throws IOException {
    if (value != null) {
      out.name(name);
      destination(value);
    }
  }

  /** A field with the API's name of a constant. */
  void field(String name, Enum<?> value) throws IOException {
    out.name(name);
    EnumJson.write(value, this);
  }
}
