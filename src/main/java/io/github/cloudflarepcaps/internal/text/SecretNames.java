package io.github.cloudflarepcaps.internal.text;

import java.util.Locale;
import java.util.regex.Pattern;

/** Which names, of a URI's parameters and of JSON fields, belong to secrets. */
public final class SecretNames {
  private static final Pattern PARAMETER =
      Pattern.compile("key|secret|token|passw|credential|signature");
  private static final Pattern BUCKET_KEY =
      Pattern.compile("(?i)access[-_]?key[-_]?id|secret[-_]?access[-_]?key");

  private SecretNames() {}

  /**
   * Whether a parameter of a URI with that name may be secret. A name with an escape in it, which
   * could spell anything, counts as one.
   */
  public static boolean isSecret(String name) {
    return hasEscape(name) || PARAMETER.matcher(name.toLowerCase(Locale.ROOT)).find();
  }

  static boolean hasEscape(String name) {
    return name.indexOf('%') >= 0 || name.indexOf('\\') >= 0;
  }

  /**
   * Whether a JSON field with that name contains a bucket's access key. Narrower than {@link
   * #isSecret}: a field {@code key} may be the name of an object in the bucket.
   */
  public static boolean isBucketKey(String name) {
    return BUCKET_KEY.matcher(name).find();
  }
}
