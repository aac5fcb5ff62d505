package io.github.cloudflarepcaps.internal.text;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A URI split at its query. Parameters are separated by {@code &} or {@code ;}; a second {@code ?}
 * and a {@code #} separate too, so that no parameter hides in the value of another.
 *
 * @param base everything before the query
 * @param parameters in the order of the URI; unmodifiable
 */
public record UriQuery(String base, List<Parameter> parameters) {
  private static final String SEPARATORS = "?&;#";

  /** Copies {@code parameters}. */
  public UriQuery {
    parameters = Collections.unmodifiableList(new ArrayList<>(parameters));
  }

  /**
   * One parameter, as it is written: not decoded.
   *
   * @param separator the character before it
   * @param value null if there is no {@code =}
   */
  public record Parameter(char separator, String name, @Nullable String value) {

    /** Whether the value may be secret, by the name. */
    public boolean isSecret() {
      return SecretNames.isSecret(name);
    }

    /** The parameter with {@code ***} for a secret value, and for a name that could contain one. */
    Parameter masked() {
      if (!isSecret()) {
        return this;
      }
      boolean nameIsSafe = value != null || !SecretNames.hasEscape(name);
      return nameIsSafe
          ? new Parameter(separator, name, BucketUri.MASK)
          : new Parameter(separator, BucketUri.MASK, null);
    }

    boolean isEmpty() {
      return name.isEmpty() && value == null;
    }

    Parameter separatedBy(char other) {
      return new Parameter(other, name, value);
    }
  }

  /** Splits a URI, or any text that may be one. */
  public static UriQuery of(String uri) {
    int at = next(uri, "?#", 0);
    String base = uri.substring(0, at);
    List<Parameter> parameters = new ArrayList<>();
    while (at < uri.length()) {
      int end = next(uri, SEPARATORS, at + 1);
      parameters.add(parameter(uri.charAt(at), uri.substring(at + 1, end)));
      at = end;
    }
    return new UriQuery(base, parameters);
  }

  private static int next(String uri, String separators, int from) {
    int at = from;
    while (at < uri.length() && separators.indexOf(uri.charAt(at)) < 0) {
      at++;
    }
    return at;
  }

  private static Parameter parameter(char separator, String text) {
    int equals = text.indexOf('=');
    return equals < 0
        ? new Parameter(separator, text, null)
        : new Parameter(separator, text.substring(0, equals), text.substring(equals + 1));
  }

  /** The URI; exactly the text that was split, if nothing was changed. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder(base);
    for (Parameter parameter : parameters) {
      out.append(parameter.separator()).append(parameter.name());
      if (parameter.value() != null) {
        out.append('=').append(parameter.value());
      }
    }
    return out.toString();
  }
}
