package io.github.cloudflarepcaps.model;

import com.fasterxml.jackson.annotation.JsonValue;
import io.github.cloudflarepcaps.internal.text.BucketUri;
import io.github.cloudflarepcaps.internal.text.Printable;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A bucket, and the directory in it, that full captures are written to: Amazon S3, Google Cloud
 * Storage or Cloudflare R2, in the form of Cloudflare's {@code destination_conf}.
 *
 * <p>An R2 destination holds the keys to its bucket. Only {@link #uri()} returns them. {@link
 * #toString()} and JSON show {@code ***} in their place, and so does a destination that was
 * serialized; printers that walk fields do not see them. Two destinations are equal if their URIs
 * are equal, including the keys.
 *
 * <p>Every bucket name that is valid in a URI is accepted: Cloudflare decides whether the bucket
 * exists. Placeholders like <code>{DATE}</code> in a directory are kept as they are.
 */
public final class Destination implements Serializable {
  private static final long serialVersionUID = 1;

  private static final Pattern REGION = Pattern.compile("[a-z0-9-]+");
  private static final List<String> SCHEMES = List.of("s3://", "gs://", "r2://");
  private static final String NOT_IN_A_BUCKET = "/?#@:%\\";
  private static final String NOT_ENCODED = "-._~{}";
  private static final String HEX = "0123456789ABCDEF";

  /** Transient, so that printers that walk fields pass over it. */
  private final transient String uri;

  private Destination(String uri) {
    this.uri = uri;
  }

  /**
   * A bucket of Amazon S3, {@code s3://bucket/dir?region=us-east-1}.
   *
   * @param bucketAndDir the bucket, and after a slash the directory, if any: {@code captures/edge};
   *     not encoded
   * @param region the bucket's region: {@code us-east-1}
   * @throws IllegalArgumentException naming the rule, if a value is not valid in a URI
   */
  public static Destination s3(String bucketAndDir, String region) {
    String path = path("S3", bucketAndDir);
    if (!REGION.matcher(Objects.requireNonNull(region, "region")).matches()) {
      throw new IllegalArgumentException(
          "region is \"" + Printable.of(region) + "\", but must be of a-z 0-9 -");
    }
    return new Destination("s3://" + path + "?region=" + region);
  }

  /**
   * A bucket of Google Cloud Storage, {@code gs://bucket/dir}.
   *
   * @param bucketAndDir the bucket, and after a slash the directory, if any: {@code captures/edge};
   *     not encoded
   * @throws IllegalArgumentException naming the rule, if a value is not valid in a URI
   */
  public static Destination gcs(String bucketAndDir) {
    return new Destination("gs://" + path("GCS", bucketAndDir));
  }

  /**
   * A bucket of Cloudflare R2 with the keys to it, {@code
   * r2://bucket?account-id=…&access-key-id=…&secret-access-key=…}. The keys go to Cloudflare when
   * the bucket is added and when a capture is created, never when the bucket is validated.
   *
   * @param bucket the bucket, and after a slash the directory, if any; not encoded
   * @param accountId the account that the bucket is in
   * @param accessKeyId the id of an R2 API token that may write to the bucket
   * @param secretAccessKey that token's secret
   * @throws IllegalArgumentException naming the rule, never the keys, if a value is not valid in a
   *     URI
   */
  public static Destination r2(
      String bucket, String accountId, String accessKeyId, String secretAccessKey) {
    Require.text("accountId", Objects.requireNonNull(accountId, "accountId"));
    requireSecret("accessKeyId", accessKeyId);
    requireSecret("secretAccessKey", secretAccessKey);
    return new Destination(
        "r2://"
            + path("R2", bucket)
            + "?account-id="
            + encode(accountId)
            + "&access-key-id="
            + encode(accessKeyId)
            + "&secret-access-key="
            + encode(secretAccessKey));
  }

  /**
   * Reads a {@code destination_conf}, which is kept as it is. It must begin with {@code s3://},
   * {@code gs://} or {@code r2://} and name a bucket; Cloudflare's own pages have {@code
   * gs://<bucket-name>}.
   *
   * @throws IllegalArgumentException naming the rule, never a secret, if it is invalid
   */
  public static Destination parse(String uri) {
    Objects.requireNonNull(uri, "destination");
    String normal = withScheme(uri);
    if (normal == null) {
      throw invalid(uri, "must begin with s3://, gs:// or r2://");
    }
    if (!isOneWord(uri)) {
      throw invalid(uri, "must not contain white space, control or format characters");
    }
    int start = "s3://".length();
    int end = start;
    while (end < uri.length() && uri.charAt(end) != '/' && uri.charAt(end) != '?') {
      end++;
    }
    if (end == start) {
      throw invalid(uri, "must name a bucket");
    }
    String bucket = uri.substring(start, end);
    if (bucket.indexOf('@') >= 0 || uri.indexOf('#') >= 0) {
      throw invalid(uri, "must have no user and no fragment");
    }
    if (!isBucketName(bucket)) {
      throw invalid(uri, "must name a bucket without " + spaced(NOT_IN_A_BUCKET));
    }
    return new Destination(normal);
  }

  /** The URI with its scheme in lower case; null if its scheme is not one of ours. */
  private static @Nullable String withScheme(String uri) {
    for (String scheme : SCHEMES) {
      if (uri.regionMatches(true, 0, scheme, 0, scheme.length())) {
        return uri.startsWith(scheme) ? uri : scheme + uri.substring(scheme.length());
      }
    }
    return null;
  }

  private static boolean isOneWord(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isWhitespace(text.charAt(i))) {
        return false;
      }
    }
    return Printable.isPrintable(text);
  }

  /** The complete URI as Cloudflare takes it, <em>with</em> the keys of an R2 bucket. */
  public String uri() {
    return uri;
  }

  /**
   * This destination without the keys of an R2 bucket: what Cloudflare takes to validate a bucket,
   * and what is equal for the same bucket with other keys.
   */
  public Destination withoutSecrets() {
    return new Destination(BucketUri.withoutSecrets(uri));
  }

  private static String path(String kind, String bucketAndDir) {
    Objects.requireNonNull(bucketAndDir, "bucketAndDir");
    String[] parts = bucketAndDir.replaceFirst("/$", "").split("/", -1);
    if (!isOneWord(parts[0]) || !isBucketName(parts[0])) {
      throw new IllegalArgumentException(
          kind
              + " bucket is \""
              + Printable.of(parts[0])
              + "\", but must be a name without white space, control characters and "
              + spaced(NOT_IN_A_BUCKET));
    }
    StringBuilder path = new StringBuilder(parts[0]);
    for (int i = 1; i < parts.length; i++) {
      if (parts[i].isEmpty() || parts[i].equals(".") || parts[i].equals("..")) {
        throw new IllegalArgumentException(
            "directory in \"" + Printable.of(bucketAndDir) + "\" must have no empty, . or .. part");
      }
      Require.text("directory", parts[i]);
      path.append('/').append(encode(parts[i]));
    }
    return path.toString();
  }

  /** Whether the word is valid as a bucket's name in a URI. */
  private static boolean isBucketName(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (NOT_IN_A_BUCKET.indexOf(word.charAt(i)) >= 0) {
        return false;
      }
    }
    return !word.isEmpty();
  }

  private static String spaced(String characters) {
    return String.join(" ", characters.split(""));
  }

  private static void requireSecret(String name, String value) {
    Objects.requireNonNull(value, name);
    if (value.isBlank() || !Printable.isPrintable(value)) {
      throw new IllegalArgumentException(
          name + " must not be blank or contain control characters (not shown: it is a secret)");
    }
  }

  /** Quotes the beginning of the URI, without the parts where a user or a secret could be. */
  private static IllegalArgumentException invalid(String uri, String rule) {
    int end = uri.indexOf('?') < 0 ? uri.length() : uri.indexOf('?');
    int start = uri.lastIndexOf('@', end - 1) + 1;
    String shown = (start > 0 ? "…@" : "") + uri.substring(Math.min(start, end), end);
    return new IllegalArgumentException(
        "destination is \""
            + Printable.of(shown.length() > 100 ? shown.substring(0, 100) + "…" : shown)
            + (end < uri.length() ? "?…" : "")
            + "\", but "
            + rule);
  }

  private static String encode(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (c < 0x80 && (Character.isLetterOrDigit(c) || NOT_ENCODED.indexOf(c) >= 0)) {
        out.append(c);
      } else {
        out.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
      }
    }
    return out.toString();
  }

  /** The form that is serialized: the URI with its secrets masked. */
  private record Masked(String uri) implements Serializable {
    private static final long serialVersionUID = 1;

    private Object readResolve() {
      return new Destination(uri);
    }
  }

  private Object writeReplace() {
    return new Masked(toString());
  }

  /** A destination is read from its masked form only. */
  private void readObject(ObjectInputStream in) throws InvalidObjectException {
    throw new InvalidObjectException("a destination is serialized in its masked form");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Destination that && uri.equals(that.uri);
  }

  @Override
  public int hashCode() {
    return uri.hashCode();
  }

  /** The URI with {@code ***} in place of every secret. */
  @Override
  @JsonValue
  public String toString() {
    return BucketUri.mask(uri);
  }
}
