package io.github.cloudflarepcaps.testing;

import io.github.cloudflarepcaps.model.Destination;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keeps each bucket as a directory: {@code s3://captures/edge?…} is {@code captures/edge}. */
final class DirectoryWriter implements BucketWriter {
  private final Path root;

  DirectoryWriter(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  @Override
  public void put(Destination bucket, String name, byte[] content) throws IOException {
    BucketPath path = BucketPath.of(bucket);
    Path directory = root.resolve(path.bucket()).resolve(path.directory()).normalize();
    if (!directory.startsWith(root)) {
      throw new IOException("the directory is outside the bucket");
    }
    Files.createDirectories(directory);
    Files.write(directory.resolve(name), content);
  }
}
