package io.github.cloudflarepcaps;

import com.fasterxml.jackson.core.JsonParser;
import io.github.cloudflarepcaps.model.ApiError;
import io.github.cloudflarepcaps.model.ApiMessage;
import io.github.cloudflarepcaps.model.ResultInfo;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Cloudflare wraps around every result, {@code {success, errors, messages, result,
 * result_info}}, any of which may be missing; and the fields of an RFC 9457 problem, which its edge
 * answers with.
 */
final class Envelope {
  private @Nullable Boolean success;
  private @Nullable List<ApiError> errors;
  private @Nullable List<ApiMessage> messages;
  private @Nullable ResultInfo resultInfo;
  private @Nullable Object result;
  private boolean hasResult;
  private @Nullable String resultId;
  private @Nullable String title;
  private @Nullable String detail;
  private int errorCode;
  private @Nullable String rayId;
  private @Nullable Duration retryAfter;

  private Envelope() {}

  /**
   * Reads an envelope and, by its shape, the result in it.
   *
   * @throws IOException if it is not JSON
   * @throws ShapeException if it is not of that shape
   */
  static Envelope read(byte[] body, ModelReader.@Nullable Shape<?> shape, Redactor redactor)
      throws IOException {
    Envelope envelope = new Envelope();
    try (JsonParser parser = JsonReader.FACTORY.createParser(body)) {
      parser.nextToken();
      envelope.readFields(new JsonReader(parser, redactor), shape);
      if (parser.nextToken() != null) {
        throw new ShapeException("after the answer's JSON there is more");
      }
    }
    return envelope;
  }

  /**
   * Reads all of an envelope but its result, of which the id alone is taken: for an answer that is
   * an error, or that did not fit, or did not come whole. What comes after the first thing that
   * cannot be read is passed over.
   */
  static Envelope readAround(byte[] body, Redactor redactor) {
    Envelope envelope = new Envelope();
    try (JsonParser parser = JsonReader.FACTORY.createParser(body)) {
      parser.nextToken();
      envelope.readFields(new JsonReader(parser, redactor), envelope::readId);
    } catch (IOException e) {
      envelope.readIdBehind(body, redactor);
    }
    return envelope;
  }

  /** The id that stands behind what could not be read. */
  private void readIdBehind(byte[] body, Redactor redactor) {
    try (JsonParser parser = JsonReader.FACTORY.createParser(body)) {
      parser.nextToken();
      JsonReader json = new JsonReader(parser, redactor);
      json.beginObject();
      for (String name = json.nextField(); name != null; name = json.nextField()) {
        if (name.equals("result")) {
          boolean ignored = readId(json);
        } else {
          json.skip();
        }
      }
    } catch (IOException e) {
      // there is none, or it was read before this
    }
  }

  private void readFields(JsonReader json, ModelReader.@Nullable Shape<?> shape)
      throws IOException {
    json.beginObject();
    for (String name = json.nextField(); name != null; name = json.nextField()) {
      switch (name) {
        case "success" -> success = json.bool(success);
        case "errors" -> errors = list(json, errors, ModelReader::apiError);
        case "messages" -> messages = list(json, messages, ModelReader::apiMessage);
        case "result_info" -> resultInfo = json.atNull() ? null : ModelReader.resultInfo(json);
        case "result" -> readResult(json, shape);
        case "title" -> title = textIfAny(json, title);
        case "detail" -> detail = textIfAny(json, detail);
        case "ray_id" -> rayId = textIfAny(json, rayId);
        case "error_code" -> errorCode = wholeIfAny(json);
        case "retry_after" -> retryAfter = Duration.ofSeconds(wholeIfAny(json));
        default -> json.skip();
      }
    }
  }

  private void readResult(JsonReader json, ModelReader.@Nullable Shape<?> shape)
      throws IOException {
    json.once(hasResult ? true : null);
    hasResult = true;
    if (shape == null || json.atNull()) {
      json.skip();
    } else {
      result = shape.read(json);
    }
  }

  private boolean readId(JsonReader json) throws IOException {
    if (!json.atObject()) {
      json.skip();
      return resultId != null;
    }
    json.beginObject();
    for (String name = json.nextField(); name != null; name = json.nextField()) {
      if (name.equals("id") && json.atString() && resultId == null) {
        resultId = json.text(null);
      } else {
        json.skip();
      }
    }
    return resultId != null;
  }

  private static <T> @Nullable List<T> list(
      JsonReader json, @Nullable List<T> before, ModelReader.Shape<T> element) throws IOException {
    json.once(before);
    return json.atNull() ? null : ModelReader.list(json, element);
  }

  private static @Nullable String textIfAny(JsonReader json, @Nullable String before)
      throws IOException {
    if (json.atString()) {
      return json.text(before);
    }
    json.skip();
    return before;
  }

  private static int wholeIfAny(JsonReader json) throws IOException {
    if (json.atWholeNumber()) {
      Integer value = json.wholeInt(null, Integer.MIN_VALUE, Integer.MAX_VALUE);
      return value == null ? 0 : value;
    }
    json.skip();
    return 0;
  }

  /** Whether the API said yes: it decides by {@code success}, not by an empty list of errors. */
  boolean isSuccess() {
    return success == null ? errors().isEmpty() || result != null : success;
  }

  /**
   * Whether the body is an envelope of the API: an object with a boolean {@code success}, or with
   * {@code errors} of which one has a numeric code. Gateways and challenge pages send other bodies.
   */
  boolean isEnvelope() {
    return success != null
        || (errors != null && errors.stream().anyMatch(error -> error.code() != 0));
  }

  /** Whether {@code success} is false. */
  boolean reportsFailure() {
    return success != null && !success;
  }

  /** Whether a result of null was meant: it was given as such, or the API said yes without one. */
  boolean hasEnding() {
    return hasResult || success != null;
  }

  /** Cloudflare's reasons; a problem of its edge counts as one. */
  List<ApiError> errors() {
    if (errors != null && !errors.isEmpty()) {
      return errors;
    }
    if (title == null && detail == null && errorCode == 0) {
      return List.of();
    }
    String text = title == null ? "" : title;
    String more = detail == null || detail.equals(title) ? "" : detail;
    String both = text.isEmpty() || more.isEmpty() ? text + more : text + ": " + more;
    return List.of(new ApiError(errorCode, both, null, null, List.of()));
  }

  List<ApiMessage> messages() {
    return messages == null ? List.of() : messages;
  }

  @Nullable ResultInfo resultInfo() {
    return resultInfo;
  }

  @Nullable Object result() {
    return result;
  }

  /** The id in the result, of an envelope that was read around it. */
  @Nullable String resultId() {
    return resultId;
  }

  @Nullable String rayId() {
    return rayId;
  }

  /** How long the body asks to wait; null if it does not. */
  @Nullable Duration retryAfter() {
    boolean asks = retryAfter != null && retryAfter.compareTo(Duration.ZERO) > 0;
    return asks ? retryAfter : null;
  }
}
