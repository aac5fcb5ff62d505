package io.github.cloudflarepcaps;

import io.github.cloudflarepcaps.internal.text.BucketUri;
import io.github.cloudflarepcaps.internal.text.UriQuery;
import io.github.cloudflarepcaps.model.Destination;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes secrets out of text that others wrote: a server that echoes a request must not put its
 * credentials into our messages and models. Bucket keys are known by their names, the call's own
 * credentials by their values.
 */
final class Redactor {
  /** For text that no call's credentials can be in. */
  static final Redactor BUCKETS_ONLY = new Redactor(List.of());

  static final String MASK = BucketUri.MASK;

  private static final String KEY_NAME = "access[-_]?key[-_]?id|secret[-_]?access[-_]?key";
  private static final Pattern BUCKET_SECRET =
      Pattern.compile(
          "(?i)((?:"
              + KEY_NAME
              + ")(?:%3d|\\\\u003d|>|\\\\?[\"']?\\s*[=:]\\s*\\\\?[\"']?))"
              + "(?!\\*\\*\\*)[^&\\s\"'<>,}]+");

  private final List<Secret> secrets;

  Redactor(List<String> secrets) {
    List<String> longestFirst = new ArrayList<>(new LinkedHashSet<>(secrets));
    longestFirst.sort((one, other) -> other.length() - one.length()); // one may hold another
    List<Secret> all = new ArrayList<>();
    for (String secret : longestFirst) {
      all.add(new Secret(secret));
    }
    this.secrets = List.copyOf(all);
  }

  private Redactor(List<Secret> some, List<Secret> others) {
    List<Secret> all = new ArrayList<>(some);
    all.addAll(others);
    this.secrets = List.copyOf(all);
  }

  /** What this redactor and another take out. */
  Redactor and(Redactor other) {
    return other.secrets.isEmpty() ? this : new Redactor(other.secrets, secrets);
  }

  /** Takes out the keys that the bucket's URI has and its printable form has not. */
  static Redactor of(Destination bucket) {
    List<String> secrets = new ArrayList<>();
    for (UriQuery.Parameter parameter : UriQuery.of(bucket.uri()).parameters()) {
      String value = parameter.value();
      if (parameter.isSecret() && value != null && !value.isEmpty()) {
        secrets.add(value);
        secrets.add(decoded(value));
        secrets.add(decoded(value.replace("+", "%2B"))); // where a plus is meant as one
      }
    }
    return new Redactor(secrets);
  }

  private static String decoded(String value) {
    try {
      return URLDecoder.decode(value, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return value;
    }
  }

  /** The text itself, the same object, if there is nothing to take out. */
  String clean(String text) {
    String clean = text;
    for (int i = 0; i < secrets.size(); i++) { // each text of an answer comes by: no iterator
      clean = secrets.get(i).hideIn(clean);
    }
    return mayHoldBucketSecret(clean)
        ? BUCKET_SECRET.matcher(clean).replaceAll("$1" + MASK)
        : clean;
  }

  /**
   * The exception itself, or, if a message in it or behind it holds a secret, one that says the
   * same without it.
   */
  Exception clean(Exception failure) {
    return isClean(failure, 0) ? failure : copy(failure);
  }

  private Exception copy(Throwable failure) {
    String message = failure.getMessage();
    Exception copy =
        new Exception(
            failure.getClass().getName() + (message == null ? "" : ": " + clean(message)));
    copy.setStackTrace(failure.getStackTrace());
    return copy;
  }

  private boolean isClean(@Nullable Throwable failure, int depth) {
    if (failure == null) {
      return true;
    }
    if (depth > 16) {
      return false;
    }
    for (Throwable suppressed : failure.getSuppressed()) {
      if (!isClean(suppressed, depth + 1)) {
        return false;
      }
    }
    String text = failure.toString();
    return clean(text).equals(text) && isClean(failure.getCause(), depth + 1);
  }

  /** A cheap look before the regular expression. */
  private static boolean mayHoldBucketSecret(String text) {
    for (int i = text.indexOf('y'); i >= 0; i = text.indexOf('y', i + 1)) {
      if (i >= 2 && text.charAt(i - 1) == 'e' && (text.charAt(i - 2) | 0x20) == 'k') {
        return true;
      }
    }
    return text.indexOf('Y') >= 0;
  }
}
