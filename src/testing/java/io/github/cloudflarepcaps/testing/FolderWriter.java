package io.github.cloudflarepcaps.testing;

import io.github.cloudflarepcaps.model.Destination;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keeps buckets as folders: {@code s3://captures/edge?…} is {@code captures/edge} in the root. */
final class FolderWriter implements BucketWriter {
  private final Path root;

  FolderWriter(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  @Override
  public void put(Destination bucket, String name, byte[] content) throws IOException {
    String uri = bucket.withoutSecrets().uri().replaceFirst("[?].*", "");
    Path folder = root.resolve(uri.substring(uri.indexOf("://") + 3)).normalize();
    if (!folder.startsWith(root)) {
      throw new IOException("the directory leaves the bucket");
    }
    Files.createDirectories(folder);
    Files.write(folder.resolve(name), content);
  }
}
