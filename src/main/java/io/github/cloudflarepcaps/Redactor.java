package io.github.cloudflarepcaps;

import io.github.cloudflarepcaps.internal.text.BucketUri;
import io.github.cloudflarepcaps.internal.text.Secret;
import io.github.cloudflarepcaps.internal.text.UriQuery;
import io.github.cloudflarepcaps.model.ApiError;
import io.github.cloudflarepcaps.model.Destination;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Redacts secrets from text that we did not write, where it becomes printable: a server that echoes
 * a request must not put its credentials into messages, logs and events. Results are never edited.
 *
 * <p>The call's own credentials are recognized by their value, bucket keys also by their name.
 */
final class Redactor {
  /** For text that cannot contain a call's credentials. */
  static final Redactor BUCKETS_ONLY = new Redactor(List.of());

  static final String MASK = BucketUri.MASK;

  private static final int MAX_CAUSES = 16;
  private static final Pattern BUCKET_KEY =
      Pattern.compile(
          "(?i)((?:access[-_]?key[-_]?id|secret[-_]?access[-_]?key)"
              + "(?:%3d|\\\\u003d|>|\\\\?[\"']?\\s*[=:]\\s*\\\\?[\"']?))"
              + "(?!\\*\\*\\*)[^&\\s\"'<>,}]+");

  private final List<Secret> secrets; // the longest first: one may contain another

  Redactor(Collection<String> secrets) {
    this(List.of(), distinct(secrets));
  }

  /** A loop: a pipeline of streams would be 40 more classes in the first call of a process. */
  private static List<Secret> distinct(Collection<String> values) {
    List<Secret> secrets = new ArrayList<>();
    for (String value : Set.copyOf(values)) {
      secrets.add(new Secret(value));
    }
    return secrets;
  }

  private Redactor(List<Secret> some, List<Secret> others) {
    List<Secret> all = new ArrayList<>(some);
    all.addAll(others);
    all.sort(Comparator.comparing(secret -> -secret.value().length()));
    this.secrets = List.copyOf(all);
  }

  /** Redacts what this redactor and another one do. */
  Redactor and(Redactor other) {
    return other.secrets.isEmpty() ? this : new Redactor(secrets, other.secrets);
  }

  /** Redacts the access keys in the bucket's URI. */
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

  /** The text with every secret masked. */
  String clean(String text) {
    String clean = text;
    for (Secret secret : secrets) {
      clean = secret.redact(clean);
    }
    return BUCKET_KEY.matcher(clean).replaceAll("$1" + MASK);
  }

  private @Nullable String cleanIfAny(@Nullable String text) {
    return text == null ? null : clean(text);
  }

  /** The errors with every secret in their texts masked. */
  List<ApiError> clean(List<ApiError> errors) {
    return errors.stream()
        .map(
            error ->
                new ApiError(
                    error.code(),
                    clean(error.message()),
                    cleanIfAny(error.documentationUrl()),
                    cleanIfAny(error.pointer()),
                    clean(error.chain())))
        .toList();
  }

  /**
   * The exception itself or, if a message in its causes or suppressed exceptions contains a secret,
   * one that says the same without it.
   */
  Exception clean(Exception failure) {
    return isClean(failure, 0) ? failure : copy(failure);
  }

  private Exception copy(Exception failure) {
    Exception copy = new Exception(clean(failure.toString()));
    copy.setStackTrace(failure.getStackTrace());
    return copy;
  }

  private boolean isClean(@Nullable Throwable failure, int depth) {
    if (failure == null) {
      return true;
    }
    if (depth > MAX_CAUSES) { // or a cycle
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
}
