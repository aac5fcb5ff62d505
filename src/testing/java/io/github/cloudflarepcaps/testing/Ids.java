package io.github.cloudflarepcaps.testing;

import java.util.UUID;
import java.util.regex.Pattern;

/** The API's ids: 32 hexadecimal digits. */
final class Ids {
  /** The one account of every fake. */
  static final String ACCOUNT = "facade00facade00facade00facade00";

  private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");

  private Ids() {}

  static String next() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  static boolean isId(String text) {
    return ID.matcher(text).matches();
  }
}
