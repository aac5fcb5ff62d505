package io.github.cloudflarepcaps;

import io.github.cloudflarepcaps.internal.json.Envelope;
import io.github.cloudflarepcaps.model.ApiError;
import io.github.cloudflarepcaps.model.ApiMessage;
import io.github.cloudflarepcaps.model.ResultInfo;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A successful response: the result and what arrived with it. Immutable, except that a {@link
 * PcapDownload} in it is read, and must be closed, by its receiver.
 *
 * @param <T> the type of the operation's result
 */
public final class ApiResponse<T extends @Nullable Object> {
  private final T result;
  private final @Nullable Envelope<?> envelope;
  private final int statusCode;
  private final Headers headers;
  private final Redactor redactor;

  ApiResponse(T result, @Nullable Envelope<?> envelope, RawResponse response, Redactor redactor) {
    this.result = result;
    this.envelope = envelope;
    this.statusCode = response.status();
    this.headers = response.headers();
    this.redactor = redactor;
  }

  /** The result; null for an operation without one. */
  public T result() {
    return result;
  }

  /** The entries of {@code errors}, which a successful response may also have; unmodifiable. */
  public List<ApiError> errors() {
    return envelope == null ? List.of() : envelope.errors();
  }

  /** The entries of {@code messages}; unmodifiable. */
  public List<ApiMessage> messages() {
    return envelope == null ? List.of() : envelope.messages();
  }

  /** The length of the list; null if the response does not state it. */
  public @Nullable ResultInfo resultInfo() {
    return envelope == null ? null : envelope.resultInfo();
  }

  /** The HTTP status, 200 to 299. */
  public int statusCode() {
    return statusCode;
  }

  /**
   * The response's headers, with case-insensitive names; unmodifiable. Where the server echoes the
   * call's credentials, {@code ***} replaces them.
   */
  public Map<String, List<String>> headers() {
    Map<String, List<String>> map = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String name : headers.names()) {
      List<String> values = new ArrayList<>();
      headers.values(name).forEach(value -> values.add(redactor.clean(value)));
      map.put(redactor.clean(name), Collections.unmodifiableList(values));
    }
    return Collections.unmodifiableMap(map);
  }

  @Nullable RateLimit rateLimit() {
    return RateLimit.parse(headers.get("Ratelimit"));
  }

  /** Cloudflare's id of the exchange ({@code cf-ray}), which its support requires; or null. */
  public @Nullable String rayId() {
    String ray = headers.get("cf-ray");
    return ray == null ? null : redactor.clean(ray);
  }

  /** The status, the ray id and the result. */
  @Override
  public String toString() {
    return "ApiResponse[statusCode="
        + statusCode
        + ", rayId="
        + rayId()
        + ", result="
        + result
        + "]";
  }
}
