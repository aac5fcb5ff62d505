package io.github.cloudflarepcaps.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A message in a response that is not an error. A response record: building one by its constructor
 * is outside the compatibility promise.
 *
 * @param code Cloudflare's number, from 1000; 0 if the response has none, as with plain text
 * @param message the text; empty if the response has none
 * @param documentationUrl where it is explained
 * @param pointer the part of the request that it is about, as a JSON pointer
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
