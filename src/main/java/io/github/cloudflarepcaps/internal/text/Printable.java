package io.github.cloudflarepcaps.internal.text;

/**
 * Text that can be shown on one line: without control and format characters (U+202E reverses a
 * terminal's line), line and paragraph separators, and unpaired surrogates.
 */
public final class Printable {
  private Printable() {}

  /** The text with {@code ?} in place of each character that is not printable. */
  public static String of(String text) {
    if (isPrintable(text)) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints().forEach(c -> out.appendCodePoint(isPrintable(c) ? c : '?'));
    return out.toString();
  }

  /** Whether every character is printable. */
  public static boolean isPrintable(String text) {
    int c;
    for (int i = 0; i < text.length(); i += Character.charCount(c)) {
      c = text.codePointAt(i);
      if (!isPrintable(c)) {
        return false;
      }
    }
    return true;
  }

  /** Whether the code point is printable. */
  public static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
