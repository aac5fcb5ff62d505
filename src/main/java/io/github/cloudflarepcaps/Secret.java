package io.github.cloudflarepcaps;

import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A value that nobody may read, and the ways in which others may write it: in upper or lower case,
 * or with any of its characters escaped as in a URL, in JSON or in HTML.
 */
final class Secret {
  private static final Map<Character, String> HTML_NAMES =
      Map.of('&', "amp", '<', "lt", '>', "gt", '"', "quot", '\'', "apos");

  private final String value;
  private final int first;
  private final boolean[] isOneOfIts = new boolean[0x80];
  private volatile @Nullable Pattern escaped;

  Secret(String value) {
    this.value = value;
    this.first = value.charAt(0) | 0x20;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c > 0x7f) { // beyond ASCII case is another matter
        Arrays.fill(isOneOfIts, true);
      } else {
        isOneOfIts[Character.toLowerCase(c)] = true;
        isOneOfIts[Character.toUpperCase(c)] = true;
      }
    }
  }

  /** The text itself, the same object, if the secret is not in it. */
  String hideIn(String text) {
    if (text.length() < value.length()) {
      return text;
    }
    String plain = mayHold(text) ? hidePlain(text) : text;
    return mayHoldEscapes(plain) ? escaped().matcher(plain).replaceAll(Redactor.MASK) : plain;
  }

  /**
   * Whether the secret can be in the text as it is. Wherever it stood, it would cover one of every
   * so many characters as it has: a few looks instead of one at every character of every text of an
   * answer.
   */
  private boolean mayHold(String text) {
    for (int at = value.length() - 1; at < text.length(); at += value.length()) {
      char c = text.charAt(at);
      if (c > 0x7f || isOneOfIts[c]) {
        return true;
      }
    }
    return false;
  }

  private String hidePlain(String text) {
    StringBuilder out = null;
    int kept = 0;
    for (int at = 0; at <= text.length() - value.length(); at++) {
      if (mayBegin(text.charAt(at)) && text.regionMatches(true, at, value, 0, value.length())) {
        out = out == null ? new StringBuilder() : out;
        out.append(text, kept, at).append(Redactor.MASK);
        kept = at + value.length();
        at = kept - 1;
      }
    }
    return out == null ? text : out.append(text, kept, text.length()).toString();
  }

  /** A cheap look before the comparison. */
  private boolean mayBegin(char c) {
    return (c | 0x20) == first || c > 0x7f || first > 0x7f; // beyond ASCII case is another matter
  }

  private static boolean mayHoldEscapes(String text) {
    return text.indexOf('%') >= 0 || text.indexOf('\\') >= 0 || text.indexOf('&') >= 0;
  }

  private Pattern escaped() {
    Pattern pattern = escaped;
    if (pattern == null) {
      StringBuilder regex = new StringBuilder("(?i)");
      value.chars().forEach(c -> regex.append(anyFormOf((char) c)));
      pattern = Pattern.compile(regex.toString());
      escaped = pattern;
    }
    return pattern;
  }

  /** Bounded repetitions only: the text is the server's, and could be made to take for ever. */
  private static String anyFormOf(char c) {
    String literal = Pattern.quote(String.valueOf(c));
    String hex = Integer.toHexString(c);
    String name = HTML_NAMES.get(c);
    return "(?:"
        + literal
        + "|\\\\{1,4}"
        + literal
        + "|%(?:25){0,3}"
        + hex
        + "|\\\\{1,4}u00"
        + hex
        + "|&#x0{0,6}"
        + hex
        + ";|&#0{0,6}"
        + (int) c
        + (name == null ? ";)" : ";|&" + name + ";)");
  }
}
