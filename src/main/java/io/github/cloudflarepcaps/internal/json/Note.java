package io.github.cloudflarepcaps.internal.json;

import io.github.cloudflarepcaps.internal.text.SecretNames;
import io.github.cloudflarepcaps.model.ApiError;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fields that an error and a message have in common. A plain string is a message without a
 * code; without a {@code message}, the strings of fields with other names are the message.
 */
final class Note {
  private final List<String> words = new ArrayList<>();
  private int code;
  private @Nullable String message;
  private @Nullable String documentationUrl;
  private @Nullable String pointer;
  private List<ApiError> chain = List.of();

  private Note() {}

  /** Reads a note, and its {@code error_chain} by the reader of errors. */
  static Note read(JsonReader json, ValueReader<ApiError> error) throws IOException {
    Note note = new Note();
    if (json.atString()) {
      note.message = json.text();
    } else {
      json.object(name -> note.readField(name, json, error));
    }
    return note;
  }

  private void readField(String name, JsonReader json, ValueReader<ApiError> error)
      throws IOException {
    switch (name) {
      case "code" -> code = code(json);
      case "message" -> message = json.isLenient() ? AnyJson.words(json) : json.text();
      case "documentation_url" -> documentationUrl = json.text();
      case "source" -> readSource(json);
      case "error_chain" -> chain = json.atNull() ? List.of() : json.list(error);
      default -> addWords(name, json);
    }
  }

  private static int code(JsonReader json) throws IOException {
    Integer code = json.wholeInt(Integer.MIN_VALUE, Integer.MAX_VALUE);
    return code == null ? 0 : code;
  }

  private void readSource(JsonReader json) throws IOException {
    if (json.atNull()) {
      return;
    }
    json.object(
        name -> {
          if (name.equals("pointer")) {
            pointer = json.text();
          } else {
            json.skip();
          }
        });
  }

  private void addWords(String name, JsonReader json) throws IOException {
    String text = AnyJson.words(json);
    if (!text.isEmpty() && !SecretNames.isBucketKey(name)) {
      words.add(text);
    }
  }

  int code() {
    return code;
  }

  String message() {
    return message == null || message.isBlank() ? String.join(": ", words) : message;
  }

  @Nullable String documentationUrl() {
    return documentationUrl;
  }

  @Nullable String pointer() {
    return pointer;
  }

  List<ApiError> chain() {
    return chain;
  }

  /** Writes the fields, without their object's beginning and end. */
  static void writeFields(
      int code,
      String message,
      @Nullable String documentationUrl,
      @Nullable String pointer,
      JsonWriter json)
      throws IOException {
    json.field("code", code == 0 ? null : (Integer) code);
    json.field("message", message);
    json.field("documentation_url", documentationUrl);
    if (pointer != null) {
      json.name("source");
      json.object(() -> json.field("pointer", pointer));
    }
  }
}
