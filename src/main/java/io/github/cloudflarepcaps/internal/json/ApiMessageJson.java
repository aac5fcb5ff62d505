package io.github.cloudflarepcaps.internal.json;

import io.github.cloudflarepcaps.model.ApiMessage;
import java.io.IOException;

/** An entry of {@code messages}. */
final class ApiMessageJson {
  private ApiMessageJson() {}

  static ApiMessage read(JsonReader json) throws IOException {
    Note note = Note.read(json, ApiErrorJson::read);
    return new ApiMessage(note.code(), note.message(), note.documentationUrl(), note.pointer());
  }

  static void write(ApiMessage message, JsonWriter json) throws IOException {
    json.object(
        () ->
            Note.writeFields(
                message.code(),
                message.message(),
                message.documentationUrl(),
                message.pointer(),
                json));
  }
}
