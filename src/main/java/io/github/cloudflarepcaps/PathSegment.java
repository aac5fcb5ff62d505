package io.github.cloudflarepcaps;

import io.github.cloudflarepcaps.internal.text.Printable;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * An id as one segment of a request's path. An id that contains {@code ../} could otherwise reach
 * another endpoint.
 */
final class PathSegment {
  private static final int MAX_LENGTH = 32;
  private static final int MAX_QUOTED = 100;

  private PathSegment() {}

  /**
   * The id, percent-encoded where necessary.
   *
   * @throws IllegalArgumentException if the id is invalid; the message has the name and the rule
   */
  static String encode(String name, String id) {
    if (!isValid(Objects.requireNonNull(id, name))) {
      throw new IllegalArgumentException(
          name
              + " is \""
              + Printable.of(id.length() > MAX_QUOTED ? id.substring(0, MAX_QUOTED) + "…" : id)
              + "\", but must be 1 to 32 characters, without / \\ ? # %, white space or control"
              + " characters, and not . or ..");
    }
    return needsNoEncoding(id) ? id : URLEncoder.encode(id, StandardCharsets.UTF_8);
  }

  /** Whether the id can be sent. Ids from the API's own responses are not always valid. */
  static boolean isValid(String id) {
    return !id.isEmpty()
        && id.length() <= MAX_LENGTH
        && !id.equals(".")
        && !id.equals("..")
        && hasAllowedCharacters(id);
  }

  private static boolean hasAllowedCharacters(String id) {
    for (int i = 0; i < id.length(); i++) {
      if (!isAllowed(id.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAllowed(char c) {
    return "/\\?#%".indexOf(c) < 0
        && !Character.isWhitespace(c)
        && !Character.isSpaceChar(c)
        && !Character.isISOControl(c)
        && !Character.isSurrogate(c);
  }

  private static boolean needsNoEncoding(String id) {
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      if (c > 'z' || !Character.isLetterOrDigit(c)) {
        return false;
      }
    }
    return true;
  }
}
