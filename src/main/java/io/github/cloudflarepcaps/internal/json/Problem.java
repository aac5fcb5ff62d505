package io.github.cloudflarepcaps.internal.json;

import io.github.cloudflarepcaps.model.ApiError;
import io.github.cloudflarepcaps.model.ApiMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can be found in a body that is not a good response: an envelope that reports failure, a
 * problem of Cloudflare's edge (RFC 9457), JSON of any other shape, a truncated or malformed body,
 * or no JSON at all. The body is read once; what cannot be read is skipped.
 */
public final class Problem {
  private @Nullable Boolean success;
  private boolean hasNumericCode;
  private final List<ApiError> errors = new ArrayList<>();
  private List<ApiMessage> messages = List.of();
  private @Nullable String title;
  private @Nullable String detail;
  private @Nullable String message;
  private int errorCode;
  private @Nullable String resultId;
  private @Nullable String rayId;
  private @Nullable Duration retryAfter;

  private Problem() {}

  /** Reads any body; never throws. */
  public static Problem read(byte[] body) {
    Problem problem = new Problem();
    try {
      JsonBytes.read(body, json -> problem.readFields(json.lenient()));
    } catch (IOException e) {
      // not JSON from here on: what was found before counts
    }
    return problem;
  }

  private void readFields(JsonReader json) throws IOException {
    json.object(name -> readField(name, json));
  }

  private void readField(String name, JsonReader json) throws IOException {
    switch (name) {
      case "success" -> success = json.bool();
      case "errors" -> hasNumericCode = readErrors(json);
      case "error" -> readErrors(json);
      case "messages" -> messages = json.list(ApiMessageJson::read);
      case "result" -> readResult(json);
      case "title" -> title = text(json);
      case "detail" -> detail = text(json);
      case "message", "error_message", "error_description" -> message = text(json);
      case "ray_id" -> rayId = text(json);
      case "error_code" -> errorCode = whole(json);
      case "retry_after" -> retryAfter = Duration.ofSeconds(whole(json));
      default -> json.skip();
    }
  }

  /** Whether one of the errors has a code. */
  private boolean readErrors(JsonReader json) throws IOException {
    boolean hasCode = false;
    for (ApiError error : json.list(ApiErrorJson::read)) {
      hasCode |= error.code() != 0;
      if (error.code() != 0 || !error.message().isEmpty()) {
        errors.add(error);
      }
    }
    return hasCode;
  }

  private void readResult(JsonReader json) throws IOException {
    json.object(
        name -> {
          if (name.equals("id") && json.atString()) {
            resultId = json.text();
          } else {
            json.skip();
          }
        });
  }

  private static @Nullable String text(JsonReader json) throws IOException {
    String words = AnyJson.words(json);
    return words.isEmpty() ? null : words;
  }

  private static int whole(JsonReader json) throws IOException {
    Integer value = json.wholeInt(Integer.MIN_VALUE, Integer.MAX_VALUE);
    return value == null ? 0 : value;
  }

  /** Whether {@code success} is false. */
  public boolean reportsFailure() {
    return success != null && !success;
  }

  /** Whether the call was rejected: {@code success} is false, or missing and a reason given. */
  public boolean isRefusal() {
    return success == null ? !errors().isEmpty() : !success;
  }

  /**
   * Whether the body is an envelope of the API: an object with a boolean {@code success}, or with
   * {@code errors} of which one has a numeric code. Gateways and challenge pages send other bodies.
   */
  public boolean isEnvelope() {
    return success != null || hasNumericCode;
  }

  /**
   * The reasons given: the entries of {@code errors}; else a problem of the edge, or any text in
   * place of a reason, as one error. Empty if there is none; unmodifiable.
   */
  public List<ApiError> errors() {
    if (!errors.isEmpty()) {
      return List.copyOf(errors);
    }
    String text = join(title, detail == null || detail.equals(title) ? message : detail);
    if (!text.isEmpty() || errorCode != 0) {
      return List.of(error(errorCode, text));
    }
    return messages.stream()
        .filter(note -> !note.message().isEmpty())
        .map(note -> error(note.code(), note.message()))
        .toList();
  }

  private static String join(@Nullable String text, @Nullable String more) {
    if (text == null || more == null) {
      return text == null ? (more == null ? "" : more) : text;
    }
    return text + ": " + more;
  }

  private static ApiError error(int code, String message) {
    return new ApiError(code, message, null, null, List.of());
  }

  /** The id in the result; null if there is none. */
  public @Nullable String resultId() {
    return resultId;
  }

  /** The id that Cloudflare's edge gave the exchange; null if it is not in the body. */
  public @Nullable String rayId() {
    return rayId;
  }

  /** How long to wait before the next attempt; null if the body does not state it. */
  public @Nullable Duration retryAfter() {
    return retryAfter == null || retryAfter.isNegative() || retryAfter.isZero() ? null : retryAfter;
  }
}
