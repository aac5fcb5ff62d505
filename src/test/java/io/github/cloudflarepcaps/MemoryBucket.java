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

/** A bucket in memory, whose objects can be opened in other ways than well. */
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

  /** The next opening of an object that is not decided yet happens this way. */
  MemoryBucket opening(String name, Opening opening) {
    openings.computeIfAbsent(name, n -> new ConcurrentLinkedDeque<>()).add(opening);
    return this;
  }

  /** Makes the sizes of objects known. */
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

  /** A stream that ends after that many bytes as if it were complete. */
  static Opening endingAfter(int bytes) {
    return content -> new ByteArrayInputStream(content, 0, bytes);
  }
}
