package io.github.cloudflarepcaps.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A note that came with an answer and is no error. Building one by its constructor is outside the
 * compatibility promise.
 *
 * @param code Cloudflare's number, from 1000; 0 if none was given, as in a note that is plain text
 * @param message the note; empty if nothing was given
 * @param documentationUrl where it is explained
 * @param pointer the part of the request it is about, as a JSON pointer
 */
public record ApiMessage(
    @JsonProperty("code") int code,
    @JsonProperty("message") String message,
    @JsonProperty("documentation_url") @Nullable String documentationUrl,
    @JsonProperty("pointer") @Nullable String pointer)
    implements Serializable {

  /** A message is never null. */
  public ApiMessage {
    Objects.requireNonNull(message, "message");
  }
}
