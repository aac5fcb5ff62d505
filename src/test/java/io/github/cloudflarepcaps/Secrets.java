package io.github.cloudflarepcaps;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudflarepcaps.model.Destination;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Secrets with every character that a server may encode differently. */
final class Secrets {
  static final String TOKEN = "example+token/of~Nobody=";
  static final String EMAIL = "Nobody.Special+tag@mail.example";
  static final String KEY = "example/key&of'Nobody+1=";
  static final String ACCESS_KEY_ID = "EXAMPLE+access/Id1=";
  static final String SECRET_ACCESS_KEY = "example/secret+Access=key1";
  static final List<String> ALL = List.of(TOKEN, EMAIL, KEY, ACCESS_KEY_ID, SECRET_ACCESS_KEY);
  static final Destination BUCKET =
      Destination.r2("bucket-test", Given.ACCOUNT, ACCESS_KEY_ID, SECRET_ACCESS_KEY);

  private static final Pattern JSON_ESCAPE = Pattern.compile("\\\\u([0-9a-fA-F]{4})");
  private static final Pattern HTML_ESCAPE = Pattern.compile("&#(x?)([0-9a-fA-F]{1,6});");
  private static final Pattern PERCENT = Pattern.compile("%([0-9a-fA-F]{2})");

  private Secrets() {}

  /** How a server may encode an echoed secret. */
  enum Form {
    AS_IT_IS,
    UPPER_CASE,
    PERCENT_ENCODED,
    PERCENT_ENCODED_TWICE,
    JSON_ESCAPED,
    SLASH_ESCAPED,
    HTML_ESCAPED;

    String of(String secret) {
      return switch (this) {
        case AS_IT_IS -> secret;
        case UPPER_CASE -> secret.toUpperCase(Locale.ROOT);
        case PERCENT_ENCODED -> URLEncoder.encode(secret, StandardCharsets.UTF_8);
        case PERCENT_ENCODED_TWICE ->
            URLEncoder.encode(PERCENT_ENCODED.of(secret), StandardCharsets.UTF_8);
        case JSON_ESCAPED -> each(secret, "\\u%04x");
        case SLASH_ESCAPED -> secret.replace("/", "\\/");
        case HTML_ESCAPED -> each(secret, "&#x%x;");
      };
    }

    private static String each(String text, String format) {
      return text.chars().mapToObj(c -> format.formatted(c)).collect(Collectors.joining());
    }
  }

  /** Asserts that no text contains a secret in any encoding. */
  static void assertNoneIn(Collection<String> texts) {
    assertThat(texts).allSatisfy(Secrets::assertNoneIn);
  }

  static void assertNoneIn(String text) {
    String plain = decoded(decoded(text)).toLowerCase(Locale.ROOT);
    for (String secret : ALL) {
      assertThat(plain).doesNotContain(secret.toLowerCase(Locale.ROOT));
    }
  }

  private static String decoded(String text) {
    String json = JSON_ESCAPE.matcher(text).replaceAll(m -> quoted(m.group(1), 16));
    String html =
        HTML_ESCAPE
            .matcher(json)
            .replaceAll(
                m -> m.group(1).isEmpty() && !isDecimal(m) ? "" : quoted(m.group(2), radix(m)));
    String plain = PERCENT.matcher(html).replaceAll(m -> quoted(m.group(1), 16));
    return plain.replace("\\/", "/").replace("&amp;", "&");
  }

  private static boolean isDecimal(MatchResult match) {
    return match.group(2).chars().allMatch(Character::isDigit);
  }

  private static int radix(MatchResult match) {
    return match.group(1).isEmpty() ? 10 : 16;
  }

  private static String quoted(String digits, int radix) {
    int c = Integer.parseInt(digits, radix);
    return java.util.regex.Matcher.quoteReplacement(
        Character.isValidCodePoint(c) ? Character.toString(c) : "");
  }
}
