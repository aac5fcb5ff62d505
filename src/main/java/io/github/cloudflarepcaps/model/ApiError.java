package io.github.cloudflarepcaps.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One reason why the API rejected a request. The codes have no official list: log them, and never
 * decide on one alone. A response record: building one by its constructor is outside the
 * compatibility promise.
 *
 * @param code Cloudflare's number, from 1000; 0 if the response has none
 * @param message what went wrong; empty if the response does not state it
 * @param documentationUrl where it is explained
 * @param pointer the part of the request that it is about, as a JSON pointer
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
