package io.github.cloudflarepcaps.internal.text;

import java.nio.charset.StandardCharsets;

/** Complete characters: a surrogate without its other half cannot be sent, and is no text. */
public final class Surrogates {
  private Surrogates() {}

  /** Whether every surrogate in the text is half of a pair. */
  public static boolean arePaired(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= Character.MIN_SURROGATE) {
        if (Character.isSurrogate(text.charAt(i))
            && !Character.isSupplementaryCodePoint(text.codePointAt(i++))) {
          return false;
        }
      }
    }
    return true;
  }

  /** The text with {@code ?} for each unpaired surrogate. */
  public static String replaceUnpaired(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
