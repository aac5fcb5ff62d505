package io.github.cloudflarepcaps.internal.text;

import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A value that must not be printed, in every form in which a server may write it: in upper or lower
 * case, and with any of its characters escaped as in a URL, in JSON or in HTML.
 */
public final class Secret {
  private static final Map<Character, String> HTML_NAMES =
      Map.of('&', "amp", '<', "lt", '>', "gt", '"', "quot", '\'', "apos");

  private final String value;
  private volatile @Nullable Pattern pattern; // compiled when first needed: most calls need none

  public Secret(String value) {
    this.value = value;
  }

  public String value() {
    return value;
  }

  /** The text with a mask in place of the secret. */
  public String redact(String text) {
    return pattern().matcher(text).replaceAll(BucketUri.MASK);
  }

  private Pattern pattern() {
    Pattern compiled = pattern;
    if (compiled == null) {
      StringBuilder regex = new StringBuilder();
      value.chars().forEach(c -> regex.append(anyFormOf((char) c)));
      compiled = Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
      pattern = compiled;
    }
    return compiled;
  }

  /** With bounded repetition only: hostile text could make an unbounded one take forever. */
  private static String anyFormOf(char c) {
    String literal = Pattern.quote(String.valueOf(c));
    String hex = Integer.toHexString(c);
    String name = HTML_NAMES.get(c);
    return "(?:\\\\{0,4}"
        + literal
        + "|%(?:25){0,3}"
        + hex
        + "|\\\\{1,4}u0{0,3}"
        + hex
        + "|&#x0{0,6}"
        + hex
        + ";|&#0{0,6}"
        + (int) c
        + (name == null ? ";)" : ";|&" + name + ";)");
  }
}
