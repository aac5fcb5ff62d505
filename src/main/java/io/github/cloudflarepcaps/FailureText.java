package io.github.cloudflarepcaps;

import io.github.cloudflarepcaps.internal.text.Printable;
import io.github.cloudflarepcaps.model.ApiError;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The server's words in an exception's message: on one line, printable and short. */
final class FailureText {
  private static final Pattern TITLE =
      Pattern.compile("(?is)<title[^>]{0,100}>(.{1,500}?)</title>");
  private static final int MAX_LENGTH = 200;
  private static final int MAX_ERRORS = 5;
  private static final int SEARCHED_BYTES = 8 << 10;

  private FailureText() {}

  /** {@code 7003 Could not route to /…; 6003 Invalid request headers (6111 Invalid format)}. */
  static String reasons(List<ApiError> errors) {
    List<String> reasons = new ArrayList<>();
    for (ApiError error : errors.subList(0, Math.min(errors.size(), MAX_ERRORS))) {
      String code = error.code() == 0 ? "" : error.code() + " ";
      String chain = error.chain().isEmpty() ? "" : " (" + reasons(error.chain()) + ")";
      reasons.add(code + shorten(error.message()) + chain);
    }
    return String.join("; ", reasons);
  }

  /** The title of a page, or the beginning of any other body. */
  static String excerpt(byte[] body, Redactor redactor) {
    int length = Math.min(body.length, SEARCHED_BYTES);
    String text = new String(body, 0, length, StandardCharsets.UTF_8);
    if (text.isBlank()) {
      return "the response is empty";
    }
    Matcher title = TITLE.matcher(text);
    return shorten(redactor.clean(title.find() ? title.group(1) : text));
  }

  private static String shorten(String text) {
    String line = Printable.of(text.strip().replaceAll("\\s+", " "));
    return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH) + "…";
  }
}
