package io.github.cloudflarepcaps.examples;

import io.github.cloudflarepcaps.BucketReader;
import io.github.cloudflarepcaps.model.Destination;
import io.github.cloudflarepcaps.testing.BucketWriter;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A directory in place of a bucket: the fake API writes to it, and an example reads it. */
public record DirectoryBucket(Path root) implements BucketReader, BucketWriter {
  @Override
  public void put(Destination bucket, String name, byte[] content) throws IOException {
    Path directory = Path.of(root + URI.create(bucket.uri()).getPath());
    Files.write(Files.createDirectories(directory).resolve(name), content);
  }

  @Override
  public List<String> list(String prefix) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.map(this::key).filter(key -> key.startsWith(prefix)).toList();
    }
  }

  @Override
  public InputStream open(String name) throws IOException {
    return Files.newInputStream(root.resolve(name));
  }

  private String key(Path file) {
    return root.relativize(file).toString().replace('\\', '/');
  }
}
