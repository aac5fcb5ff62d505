package io.github.cloudflarepcaps.internal.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.cloudflarepcaps.internal.text.BucketUri;
import io.github.cloudflarepcaps.internal.text.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Valid JSON of the wrong shape, with the place as a JSON path: {@code
 * $.result.filter_v1.source_port is 80.5, but must be a whole number}.
 */
public final class ShapeException extends JsonProcessingException {
  private static final long serialVersionUID = 1;
  private static final int LONGEST_QUOTE = 60;

  private final ArrayList<String> path;
  private final String before;
  private final String value;
  private final String after;

  /** A problem that needs no quote: {@code $.result is given twice}. */
  ShapeException(List<String> path, String problem) {
    this(path, problem, "", "");
  }

  /** A problem of the server's {@code value}, between our words. */
  ShapeException(List<String> path, String before, String value, String after) {
    super(message(path, before, value, after, UnaryOperator.identity()));
    this.path = new ArrayList<>(path);
    this.before = before;
    this.value = value;
    this.after = after;
  }

  /**
   * The message, with everything that the server wrote passed through {@code redact}. Redacting
   * {@link #getMessage()} instead could miss half a secret: long values in it are shortened.
   */
  public String message(UnaryOperator<String> redact) {
    return message(path, before, value, after, redact);
  }

  private static String message(
      List<String> path, String before, String value, String after, UnaryOperator<String> redact) {
    StringBuilder message = new StringBuilder("$");
    for (String step : path) {
      message.append(quote(step, redact));
    }
    message.append(before).append(quote(value, redact)).append(after);
    return redact.apply(message.toString());
  }

  private static String quote(String text, UnaryOperator<String> redact) {
    String shown = Printable.of(redact.apply(BucketUri.maskIn(text)));
    return shown.length() <= LONGEST_QUOTE ? shown : shown.substring(0, LONGEST_QUOTE) + "…";
  }
}
