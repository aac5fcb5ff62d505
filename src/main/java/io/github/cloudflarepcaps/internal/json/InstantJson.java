package io.github.cloudflarepcaps.internal.json;

import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A timestamp, RFC 3339. Null and {@code ""} are null. */
final class InstantJson {
  private InstantJson() {}

  static @Nullable Instant read(JsonReader json) throws IOException {
    Instant instant = json.instant();
    if (instant == null && !json.atNull() && !json.atEmptyString()) {
      throw json.misfit("an RFC 3339 timestamp");
    }
    return instant;
  }

  /** A timestamp of a response; of an unreadable one the raw value is kept, and null returned. */
  static @Nullable Instant readOrKeep(String name, JsonReader json, AdditionalFields additional)
      throws IOException {
    Instant instant = json.instant();
    if (instant == null && !json.atEmptyString()) {
      additional.keep(name, json);
    }
    return instant;
  }
}
