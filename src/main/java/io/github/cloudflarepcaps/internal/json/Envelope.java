package io.github.cloudflarepcaps.internal.json;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.github.cloudflarepcaps.model.ApiError;
import io.github.cloudflarepcaps.model.ApiMessage;
import io.github.cloudflarepcaps.model.ResultInfo;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of a successful response: {@code {success, errors, messages, result, result_info}}, of
 * which any may be missing. The result is read strictly; {@code errors}, {@code messages} and
 * {@code result_info} as far as they can be, so that they never hide a result.
 *
 * @param <T> the result
 */
public final class Envelope<T> {
  private @Nullable Boolean success;
  private List<ApiError> errors = List.of();
  private List<ApiMessage> messages = List.of();
  private @Nullable ResultInfo resultInfo;
  private @Nullable T result;
  private boolean hasResult;

  private Envelope() {}

  /**
   * Reads an envelope.
   *
   * @param reader reads the result; null skips it
   * @throws ShapeException if it is JSON, but not of the expected shape or beyond the limits
   * @throws IOException if it is not JSON
   */
  public static <T> Envelope<T> read(byte[] body, @Nullable ValueReader<T> reader)
      throws IOException {
    Envelope<T> envelope = new Envelope<>();
    try {
      JsonBytes.read(body, json -> json.object(name -> envelope.readField(name, json, reader)));
    } catch (StreamConstraintsException e) { // its message has the limit and the number only
      throw new ShapeException(List.of(), " exceeds a limit: " + e.getOriginalMessage());
    }
    return envelope;
  }

  private void readField(String name, JsonReader json, @Nullable ValueReader<T> reader)
      throws IOException {
    switch (name) {
      case "success" -> success = json.bool();
      case "errors" -> errors = json.lenient().list(ApiErrorJson::read);
      case "messages" -> messages = json.lenient().list(ApiMessageJson::read);
      case "result_info" -> resultInfo = ResultInfoJson.readIfAny(json.lenient());
      case "result" -> readResult(json, reader);
      default -> json.skip();
    }
  }

  private void readResult(JsonReader json, @Nullable ValueReader<T> reader) throws IOException {
    hasResult = true;
    if (reader == null || json.atNull()) {
      json.skip();
    } else {
      result = reader.read(json);
    }
  }

  /** Whether the call succeeded. {@code success} decides, not an empty list of errors. */
  public boolean isSuccess() {
    return success == null ? errors.isEmpty() || result != null : success;
  }

  /** Whether a result of null is meant: it is there as null, or {@code success} is. */
  public boolean hasEnding() {
    return hasResult || success != null;
  }

  /** Entries of {@code errors}, which a successful response may also have; unmodifiable. */
  public List<ApiError> errors() {
    return errors;
  }

  /** Entries of {@code messages}; unmodifiable. */
  public List<ApiMessage> messages() {
    return messages;
  }

  /** The length of a list; null if it is not given. */
  public @Nullable ResultInfo resultInfo() {
    return resultInfo;
  }

  /** The result; null if there is none. */
  public @Nullable T result() {
    return result;
  }
}
