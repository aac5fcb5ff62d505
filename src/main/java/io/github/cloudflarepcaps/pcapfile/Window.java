package io.github.cloudflarepcaps.pcapfile;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A file seen through one buffer that moves over it.
 *
 * <p>Bytes are named by their position in the file. What is asked for in rising order is read from
 * the file once, and what is never asked for in a gap longer than the buffer is not read at all.
 */
final class Window {

  /** Fills the buffer from a position of the file on; returns how many bytes, or -1 at its end. */
  @FunctionalInterface
  interface Source {
    int read(ByteBuffer into, long position) throws IOException;
  }

  private final String name;
  private final Source source;
  private final long size;
  private final ByteBuffer buffer;
  private long start;
  private int filled;

  /** The buffer must hold at least {@link FirstBytes#LENGTH} bytes, or the whole file. */
  Window(String name, Source source, long size, ByteBuffer buffer) {
    this.name = name;
    this.source = source;
    this.size = size;
    this.buffer = buffer;
  }

  String name() {
    return name;
  }

  /** Length of the file in bytes, as it was when it was opened. */
  long size() {
    return size;
  }

  /** Where {@link #locate} found what it was asked for; use absolute gets alone. */
  ByteBuffer buffer() {
    return buffer;
  }

  void order(ByteOrder order) {
    buffer.order(order);
  }

  /** A view of the first bytes of the file, fewer if it is shorter. */
  ByteBuffer firstBytes() throws IOException {
    int length = (int) Math.min(FirstBytes.LENGTH, size);
    return buffer.slice(locate(0, length), length);
  }

  /** The index in the buffer of {@code length} bytes that the caller knows to be in the file. */
  int locate(long position, int length) throws IOException {
    long index = position - start;
    if (index < 0 || index + length > filled) {
      fill(position, length);
      return 0;
    }
    return (int) index;
  }

  /** Appends bytes of the file to a buffer, as many as it has room for, and returns how many. */
  int copy(long position, int length, ByteBuffer out) throws IOException {
    int index = locate(position, Math.min(length, 1));
    int count = Math.min(Math.min(length, filled - index), out.remaining());
    out.put(out.position(), buffer, index, count);
    out.position(out.position() + count);
    return count;
  }

  private void fill(long position, int length) throws IOException {
    start = position;
    filled = 0;
    buffer.clear().limit((int) Math.min(buffer.capacity(), size - position));
    while (filled < length) {
      if (source.read(buffer, position + filled) < 0) {
        throw new EOFException(name + " became shorter while it was read");
      }
      filled = buffer.position();
    }
    buffer.clear();
  }
}
