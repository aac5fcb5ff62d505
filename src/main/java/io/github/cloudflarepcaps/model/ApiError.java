package io.github.cloudflarepcaps.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One reason why the API said no. Its codes have no official list: log them, never decide on one
 * alone. Building one by its constructor is outside the compatibility promise.
 *
 * @param code Cloudflare's number, from 1000; 0 if none was given
 * @param message what went wrong; empty if nothing was given
 * @param documentationUrl where it is explained
 * @param pointer the part of the request it is about, as a JSON pointer
 * @param chain the reasons behind this one ({@code error_chain}), the nearest first
 */
public record ApiError(
    @JsonProperty("code") int code,
    @JsonProperty("message") String message,
    @JsonProperty("documentation_url") @Nullable String documentationUrl,
    @JsonProperty("pointer") @Nullable String pointer,
    @JsonProperty("error_chain") List<ApiError> chain)
    implements Serializable {

  /** Copies {@code chain}. */
  public ApiError {
    Objects.requireNonNull(message, "message");
    chain = Require.copy(chain);
  }
}
