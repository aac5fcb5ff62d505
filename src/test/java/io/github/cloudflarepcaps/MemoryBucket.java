package io.github.cloudflarepcaps;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A bucket in memory whose objects can fail to open or break while they are read. */
final class MemoryBucket implements BucketReader {
  private final Map<String, byte[]> objects = new ConcurrentSkipListMap<>();
  private final Map<String, Deque<Opening>> openings = new ConcurrentHashMap<>();
  private final List<String> prefixes = new CopyOnWriteArrayList<>();
  private final List<String> opened = new CopyOnWriteArrayList<>();
  private boolean sized;

  /** One way to open an object. */
  @FunctionalInterface
  interface Opening {
    InputStream open(byte[] content) throws Exception;
  }

  MemoryBucket put(String name, byte[] content) {
    objects.put(name, content);
    return this;
  }

  /** Adds a way to open the object, used once; without one it opens normally. */
  MemoryBucket opening(String name, Opening opening) {
    openings.computeIfAbsent(name, n -> new ConcurrentLinkedDeque<>()).add(opening);
    return this;
  }

  /** Makes {@link #size} report the sizes of objects. */
  MemoryBucket sized() {
    sized = true;
    return this;
  }

  /** The prefixes that were listed. */
  List<String> prefixes() {
    return prefixes;
  }

  /** The objects that were opened, in any order. */
  List<String> opened() {
    return opened;
  }

  @Override
  public List<String> list(String prefix) {
    prefixes.add(prefix);
    return objects.keySet().stream().filter(name -> name.startsWith(prefix)).toList();
  }

  @Override
  public InputStream open(String name) throws Exception {
    opened.add(name);
    Deque<Opening> next = openings.get(name);
    Opening opening = next == null ? null : next.poll();
    byte[] content = objects.get(name);
    return opening == null ? new ByteArrayInputStream(content) : opening.open(content);
  }

  @Override
  public long size(String name) {
    return sized ? objects.get(name).length : -1;
  }

  /** A stream that breaks after that many bytes. */
  static Opening breakingAfter(int bytes, IOException thrown) {
    return content ->
        new InputStream() {
          private int position;

          @Override
          public int read() throws IOException {
            if (position == bytes) {
              throw thrown;
            }
            return content[position++] & 0xff;
          }
        };
  }

  /** A stream that ends normally after that many bytes. */
  static Opening endingAfter(int bytes) {
    return content -> new ByteArrayInputStream(content, 0, bytes);
  }
}
