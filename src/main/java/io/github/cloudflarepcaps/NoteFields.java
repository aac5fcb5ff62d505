package io.github.cloudflarepcaps;

import io.github.cloudflarepcaps.model.ApiError;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an entry of {@code errors} or {@code messages} says. */
final class NoteFields {
  int code;
  String message = "";
  @Nullable String documentationUrl;
  @Nullable String pointer;
  List<ApiError> chain = List.of();

  private NoteFields() {}

  /** Reads an object, or plain text as a message without a code. */
  static NoteFields read(JsonReader json) throws IOException {
    NoteFields note = new NoteFields();
    if (json.atString()) {
      note.message = orEmpty(json.text(null));
      return note;
    }
    json.beginObject();
    for (String name = json.nextField(); name != null; name = json.nextField()) {
      note.readField(name, json);
    }
    return note;
  }

  private void readField(String name, JsonReader json) throws IOException {
    switch (name) {
      case "code" -> code = orZero(json.wholeInt(null, Integer.MIN_VALUE, Integer.MAX_VALUE));
      case "message" -> message = orEmpty(json.text(null));
      case "documentation_url" -> documentationUrl = json.text(documentationUrl);
      case "source" -> pointer = json.atNull() ? null : readPointer(json);
      case "error_chain" ->
          chain = json.atNull() ? chain : ModelReader.list(json, ModelReader::apiError);
      default -> json.skip();
    }
  }

  private static @Nullable String readPointer(JsonReader json) throws IOException {
    String pointer = null;
    json.beginObject();
    for (String name = json.nextField(); name != null; name = json.nextField()) {
      if (name.equals("pointer")) {
        pointer = json.text(pointer);
      } else {
        json.skip();
      }
    }
    return pointer;
  }

  private static int orZero(@Nullable Integer code) {
    return code == null ? 0 : code;
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
