package io.github.cloudflarepcaps.model;

import com.fasterxml.jackson.annotation.JsonValue;
import io.github.cloudflarepcaps.internal.text.BucketUri;
import io.github.cloudflarepcaps.internal.text.Printable;
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
 * <p>An R2 destination holds the keys to its bucket. Only {@link #uri()} gives them; {@link
 * #toString()} and JSON show {@code ***} in their place. Two destinations are equal when their URIs
 * are, keys included.
 */
public final class Destination implements Serializable {
  private static final long serialVersionUID = 1;

  private static final Pattern S3_BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
  private static final Pattern GCS_BUCKET = Pattern.compile("[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]");
  private static final Pattern R2_BUCKET = Pattern.compile("[a-z0-9][a-z0-9-]{1,61}[a-z0-9]");
  private static final Pattern REGION = Pattern.compile("[a-z0-9-]+");
  private static final List<String> SCHEMES = List.of("s3://", "gs://", "r2://");
  private static final String HEX = "0123456789ABCDEF";

  private final String uri;

  private Destination(String uri) {
    this.uri = uri;
  }

  /**
   * A bucket of Amazon S3, {@code s3://bucket/dir?region=us-east-1}.
   *
   * @param bucketAndDir the bucket, and after a slash the directory, if any: {@code captures/edge};
   *     not encoded
   * @param region the bucket's region: {@code us-east-1}
   * @throws IllegalArgumentException naming the rule, if there can be no such bucket
   */
  public static Destination s3(String bucketAndDir, String region) {
    String path = path("S3", bucketAndDir, S3_BUCKET, "3 to 63 of a-z 0-9 . -");
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
   * @throws IllegalArgumentException naming the rule, if there can be no such bucket
   */
  public static Destination gcs(String bucketAndDir) {
    return new Destination(
        "gs://" + path("GCS", bucketAndDir, GCS_BUCKET, "3 to 222 of a-z 0-9 . _ -"));
  }

  /**
   * A bucket of Cloudflare R2 with the keys to it, {@code
   * r2://bucket?account-id=…&access-key-id=…&secret-access-key=…}. The keys go to Cloudflare when
   * the bucket is added and when a capture is asked for, never when the bucket is validated.
   *
   * @param bucket the bucket, and after a slash the directory, if any; not encoded
   * @param accountId the account that the bucket is in
   * @param accessKeyId the id of an R2 API token that may write to the bucket
   * @param secretAccessKey that token's secret
   * @throws IllegalArgumentException naming the rule, never the keys, if there can be no such
   *     bucket
   */
  public static Destination r2(
      String bucket, String accountId, String accessKeyId, String secretAccessKey) {
    Require.text("accountId", Objects.requireNonNull(accountId, "accountId"));
    requireSecret("accessKeyId", accessKeyId);
    requireSecret("secretAccessKey", secretAccessKey);
    return new Destination(
        "r2://"
            + path("R2", bucket, R2_BUCKET, "3 to 63 of a-z 0-9 -")
            + "?account-id="
            + encode(accountId)
            + "&access-key-id="
            + encode(accessKeyId)
            + "&secret-access-key="
            + encode(secretAccessKey));
  }

  /**
   * Reads a {@code destination_conf} as it is. It must begin with {@code s3://}, {@code gs://} or
   * {@code r2://} and name a bucket; whether that bucket can be is left to Cloudflare, whose own
   * pages have {@code gs://<bucket-name>}.
   *
   * @throws IllegalArgumentException naming the rule, never a secret, if it is none
   */
  public static Destination parse(String uri) {
    Objects.requireNonNull(uri, "destination");
    String normal = withScheme(uri);
    if (normal == null) {
      throw refused(uri, "must begin with s3://, gs:// or r2://");
    }
    if (!Printable.isPrintable(uri) || hasWhiteSpace(uri)) {
      throw refused(uri, "must not hold white space or control characters");
    }
    int end = "s3://".length();
    while (end < uri.length() && uri.charAt(end) != '/' && uri.charAt(end) != '?') {
      end++;
    }
    if (end == "s3://".length()) {
      throw refused(uri, "must name a bucket");
    }
    int user = uri.indexOf('@');
    if ((user >= 0 && user < end) || uri.indexOf('#') >= 0) {
      throw refused(uri, "must have no user and no fragment");
    }
    return new Destination(normal);
  }

  /** The URI with its scheme in small letters; null if it has none of ours. */
  private static @Nullable String withScheme(String uri) {
    for (String scheme : SCHEMES) {
      if (uri.regionMatches(true, 0, scheme, 0, scheme.length())) {
        return uri.startsWith(scheme) ? uri : scheme + uri.substring(scheme.length());
      }
    }
    return null;
  }

  private static boolean hasWhiteSpace(String uri) {
    for (int i = 0; i < uri.length(); i++) {
      if (Character.isWhitespace(uri.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  /** The whole URI as Cloudflare takes it, <em>with</em> the keys of an R2 bucket. */
  public String uri() {
    return uri;
  }

  /**
   * This destination without the keys of an R2 bucket, as Cloudflare wants it when a bucket is
   * validated, and as two mentions of one bucket can be compared.
   */
  public Destination withoutSecrets() {
    return new Destination(BucketUri.withoutSecrets(uri));
  }

  private static String path(String kind, String bucketAndDir, Pattern bucket, String rule) {
    Objects.requireNonNull(bucketAndDir, "bucketAndDir");
    String[] parts = bucketAndDir.replaceFirst("/$", "").split("/", -1);
    if (!bucket.matcher(parts[0]).matches()) {
      throw new IllegalArgumentException(
          kind
              + " bucket is \""
              + Printable.of(parts[0])
              + "\", but must be "
              + rule
              + ", with a letter or digit at both ends");
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

  private static void requireSecret(String name, String value) {
    Objects.requireNonNull(value, name);
    if (value.isBlank() || !Printable.isPrintable(value)) {
      throw new IllegalArgumentException(
          name + " must not be blank or hold control characters (not shown: it is a secret)");
    }
  }

  /** The beginning of a refused URI, up to where a user or a secret could stand. */
  private static IllegalArgumentException refused(String uri, String rule) {
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
      if (c < 0x80 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0)) {
        out.append(c);
      } else {
        out.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
      }
    }
    return out.toString();
  }

  /** A serialized destination has no secrets. */
  private Object writeReplace() {
    return withoutSecrets();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Destination that && uri.equals(that.uri);
  }

  @Override
  public int hashCode() {
    return uri.hashCode();
  }

  /** The URI with {@code ***} for every secret in it. */
  @Override
  @JsonValue
  public String toString() {
    return BucketUri.mask(uri);
  }
}
