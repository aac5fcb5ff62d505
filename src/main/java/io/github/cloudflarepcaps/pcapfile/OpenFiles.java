package io.github.cloudflarepcaps.pcapfile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Any number of files to read from, of which at most 64 are open at a time: the ones last used. The
 * rest are opened again when they are needed, so that the process's limit is out of reach.
 */
final class OpenFiles implements AutoCloseable {

  private static final int MOST = 64;
  private static final float LOAD = 0.75f;

  private final Map<Integer, FileChannel> open = new LinkedHashMap<>(MOST * 2, LOAD, true);

  /** Reads from a file, each of which has a number of its own. */
  int read(int number, Path path, ByteBuffer into, long position) throws IOException {
    return channel(number, path).read(into, position);
  }

  long size(int number, Path path) throws IOException {
    return channel(number, path).size();
  }

  int openCount() {
    return open.size();
  }

  /** Closes what is open; what is read after this is opened again. */
  void release() throws IOException {
    while (!open.isEmpty()) {
      closeEldest();
    }
  }

  @Override
  public void close() throws IOException {
    release();
  }

  private FileChannel channel(int number, Path path) throws IOException {
    FileChannel channel = open.get(number);
    if (channel == null) {
      if (open.size() == MOST) {
        closeEldest();
      }
      channel = FileChannel.open(path, StandardOpenOption.READ);
      open.put(number, channel);
    }
    return channel;
  }

  private void closeEldest() throws IOException {
    Iterator<FileChannel> eldestFirst = open.values().iterator();
    FileChannel eldest = eldestFirst.next();
    eldestFirst.remove();
    eldest.close();
  }
}
