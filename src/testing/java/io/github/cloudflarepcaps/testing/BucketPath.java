package io.github.cloudflarepcaps.testing;

import io.github.cloudflarepcaps.model.Destination;

/**
 * Where a destination's files go: {@code s3://captures/edge/one?…} is the bucket {@code captures}
 * and the directory {@code edge/one}.
 */
record BucketPath(String bucket, String directory) {
  static BucketPath of(Destination destination) {
    String uri = destination.withoutSecrets().uri().replaceFirst("[?].*", "");
    String path = uri.substring(uri.indexOf("://") + 3).replaceFirst("/+$", "");
    int slash = path.indexOf('/');
    return slash < 0
        ? new BucketPath(path, "")
        : new BucketPath(path.substring(0, slash), path.substring(slash + 1));
  }
}
