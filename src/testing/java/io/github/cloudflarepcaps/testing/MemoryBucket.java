package io.github.cloudflarepcaps.testing;

import io.github.cloudflarepcaps.BucketReader;
import io.github.cloudflarepcaps.model.Destination;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * The files of all buckets, in memory, by their keys. Keys leave out the bucket's name, and two
 * buckets never share one: every file name contains an id.
 */
final class MemoryBucket implements BucketWriter, BucketReader {
  private final ConcurrentNavigableMap<String, byte[]> files = new ConcurrentSkipListMap<>();

  @Override
  public void put(Destination bucket, String name, byte[] content) {
    String directory = BucketPath.of(bucket).directory();
    files.put(directory.isEmpty() ? name : directory + "/" + name, content);
  }

  @Override
  public List<String> list(String prefix) {
    return files.keySet().stream().filter(key -> key.startsWith(prefix)).toList();
  }

  @Override
  public InputStream open(String name) throws IOException {
    return new ByteArrayInputStream(content(name));
  }

  @Override
  public long size(String name) throws IOException {
    return content(name).length;
  }

  private byte[] content(String name) throws IOException {
    byte @Nullable [] content = files.get(name);
    if (content == null) {
      throw new NoSuchFileException(name);
    }
    return content;
  }
}
