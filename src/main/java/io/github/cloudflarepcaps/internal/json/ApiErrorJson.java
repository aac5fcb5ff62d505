package io.github.cloudflarepcaps.internal.json;

import io.github.cloudflarepcaps.model.ApiError;
import java.io.IOException;

/** An entry of {@code errors} or {@code error_chain}. */
final class ApiErrorJson {
  private ApiErrorJson() {}

  static ApiError read(JsonReader json) throws IOException {
    Note note = Note.read(json, ApiErrorJson::read);
    return new ApiError(
        note.code(), note.message(), note.documentationUrl(), note.pointer(), note.chain());
  }

  static void write(ApiError error, JsonWriter json) throws IOException {
    json.object(() -> writeFields(error, json));
  }

  private static void writeFields(ApiError error, JsonWriter json) throws IOException {
    Note.writeFields(
        error.code(), error.message(), error.documentationUrl(), error.pointer(), json);
    if (!error.chain().isEmpty()) {
      json.name("error_chain");
      json.list(error.chain(), ApiErrorJson::write);
    }
  }
}
