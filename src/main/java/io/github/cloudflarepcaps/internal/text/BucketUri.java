package io.github.cloudflarepcaps.internal.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Masks the secrets in the URI of a bucket. */
public final class BucketUri {
  /** What a secret is replaced by. */
  public static final String MASK = "***";

  private static final Pattern USER = Pattern.compile("//[^/?#]*@");
  private static final Pattern IN_TEXT = Pattern.compile("(?i)(?:s3|gs|r2)://[^\\s\"']+");

  private BucketUri() {}

  /**
   * The URI, or text that may be one, with its user and every secret parameter masked. The same
   * object if there is nothing to mask; else {@code &} separates the parameters.
   */
  public static String mask(String uri) {
    UriQuery query = UriQuery.of(USER.matcher(uri).replaceAll("//" + MASK + "@"));
    boolean hasSecret = query.parameters().stream().anyMatch(UriQuery.Parameter::isSecret);
    return hasSecret
        ? joined(query.base(), query.parameters().stream().map(UriQuery.Parameter::masked))
        : query.toString();
  }

  /** The text, with every bucket's URI in it masked. The same text if there is none. */
  public static String maskIn(String text) {
    return text.contains("://")
        ? IN_TEXT.matcher(text).replaceAll(found -> Matcher.quoteReplacement(mask(found.group())))
        : text;
  }

  /** The URI without its secret parameters; {@code &} separates the others. */
  public static String withoutSecrets(String uri) {
    UriQuery query = UriQuery.of(uri);
    return joined(query.base(), query.parameters().stream().filter(p -> !p.isSecret()));
  }

  private static String joined(String base, Stream<UriQuery.Parameter> parameters) {
    List<UriQuery.Parameter> joined = new ArrayList<>();
    parameters
        .filter(p -> !p.isEmpty())
        .forEach(p -> joined.add(p.separatedBy(joined.isEmpty() ? '?' : '&')));
    return new UriQuery(base, joined).toString();
  }
}
