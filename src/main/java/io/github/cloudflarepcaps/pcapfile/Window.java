package io.github.cloudflarepcaps.pcapfile;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A file or stream seen through one buffer that moves forward over it.
 *
 * <p>Bytes are named by their position. Bytes requested in rising order are read once. In a file, a
 * gap longer than the buffer is not read at all; in a stream it is read and dropped.
 */
final class Window implements Closeable {

  /** Where the content comes from. */
  @FunctionalInterface
  interface Source extends Closeable {

    /** Fills the buffer from a position on; returns how many bytes it read, or -1 at the end. */
    int read(ByteBuffer into, long position) throws IOException;

    /** Whether the content was to continue after the end that {@link #read} reported. */
    default boolean truncated() {
      return false;
    }

    /** Whether positions are those of the unpacked content, and not of the file. */
    default boolean unpacks() {
      return false;
    }

    @Override
    default void close() throws IOException {}
  }

  /** The least that a buffer grows to. */
  private static final int LEAST_GROWN = 64 * 1024;

  /** The size of a stream until its end is found. */
  private static final long UNKNOWN = Long.MAX_VALUE;

  private final String name;
  private final Source source;
  private final boolean stream;
  private ByteBuffer buffer;
  private ByteBuffer view;
  private long size;

  /** Position of the buffer's first byte. The buffer holds the content from here on, gapless. */
  private long start;

  private int filled;

  private Window(String name, Source source, boolean stream, long size, ByteBuffer buffer) {
    this.name = name;
    this.source = source;
    this.stream = stream;
    this.size = size;
    this.buffer = buffer;
    this.view = buffer.asReadOnlyBuffer();
  }

  /** The buffer must hold at least {@link FirstBytes#LENGTH} bytes, or the complete file. */
  static Window ofFile(String name, Source source, long size, ByteBuffer buffer) {
    return new Window(name, source, false, size, buffer);
  }

  /** The source is read in order, and the buffer grows to what {@link #has} requests. */
  static Window ofStream(String name, Source source, ByteBuffer buffer) {
    return new Window(name, source, true, UNKNOWN, buffer);
  }

  String name() {
    return name;
  }

  /** Length in bytes: of a file as it was when opened, of a stream once its end was reached. */
  long size() {
    return size;
  }

  /** Once the end was reached: whether the content was to continue after the position. */
  boolean truncatedAt(long position) {
    return position < size || source.truncated();
  }

  NotPcapException damaged(long position, String reason) {
    return source.unpacks()
        ? NotPcapException.damagedInside(name, position, reason)
        : NotPcapException.damaged(name, position, reason);
  }

  @Override
  public void close() throws IOException {
    source.close();
  }

  /** Holds what {@link #has} found, at {@link #index}. Use absolute gets only. */
  ByteBuffer buffer() {
    return buffer;
  }

  void order(ByteOrder order) {
    buffer.order(order);
  }

  /**
   * A copy of the first bytes, at least as many as a file header has unless the content is shorter.
   * To be called while the window is at the beginning.
   */
  ByteBuffer firstBytes() throws IOException {
    // Of a live stream there may be no more than a header for a long time.
    has(0, (int) Math.min(ClassicHeader.LENGTH, size));
    byte[] copy = new byte[Math.min(FirstBytes.LENGTH, filled)];
    buffer.get(0, copy);
    return ByteBuffer.wrap(copy);
  }

  /** Whether the content has these bytes; if so, they are in the buffer. */
  boolean has(long position, int length) throws IOException {
    long index = position - start;
    return (index >= 0 && index + length <= filled) || fill(position, length);
  }

  /** Where in the buffer a position is that {@link #has} has just found. */
  int index(long position) {
    return (int) (position - start);
  }

  /**
   * Whether the content has these bytes. A file's are not read; a stream's are in the buffer, since
   * they can be had only once.
   */
  boolean holds(long position, int length) throws IOException {
    return stream ? has(position, length) : length <= size - position;
  }

  /** Reads bytes that {@link #holds} accepted at once if the buffer can take them. */
  void load(long position, int length) throws IOException {
    if (length <= buffer.capacity()) {
      locate(position, length);
    }
  }

  /** These bytes as a read-only, big-endian view, the same object for each call. */
  ByteBuffer view(long position, int length) throws IOException {
    int index = locate(position, length);
    return view.clear().order(ByteOrder.BIG_ENDIAN).limit(index + length).position(index);
  }

  /** Appends bytes to a buffer, as many as it has room for, and returns how many. */
  int copy(long position, int length, ByteBuffer out) throws IOException {
    int index = locate(position, Math.min(length, 1));
    int count = Math.min(Math.min(length, filled - index), out.remaining());
    out.put(out.position(), buffer, index, count);
    out.position(out.position() + count);
    return count;
  }

  /** The index in the buffer of bytes that the caller knows to be in the content. */
  int locate(long position, int length) throws IOException {
    if (!has(position, length)) {
      throw new EOFException(name + " has no " + length + " bytes at " + position);
    }
    return index(position);
  }

  private boolean fill(long position, int length) throws IOException {
    if (length > size - position || !moveTo(position)) {
      return false;
    }
    while (filled < length) {
      growIfFull();
      if (!readMore()) {
        return false;
      }
    }
    return true;
  }

  /** Keeps what the buffer has from the position on. */
  private boolean moveTo(long position) throws IOException {
    while (stream && position > start + filled) {
      drop(filled);
      if (!readMore()) {
        return false;
      }
    }
    if (position >= start && position <= start + filled) {
      drop(index(position));
    } else {
      start = position;
      filled = 0;
    }
    return true;
  }

  private void drop(int count) {
    buffer.limit(filled).position(count);
    buffer.compact();
    filled -= count;
    start += count;
  }

  /** Only when that many bytes have come, since a damaged length may promise any number. */
  private void growIfFull() {
    if (filled == buffer.capacity()) {
      int capacity = Math.max(LEAST_GROWN, 2 * filled);
      ByteBuffer larger = ByteBuffer.allocate(capacity).order(buffer.order());
      larger.put(buffer.limit(filled).position(0));
      buffer = larger;
      view = larger.asReadOnlyBuffer();
    }
  }

  private boolean readMore() throws IOException {
    int most = (int) Math.min(buffer.capacity(), size - start);
    int count = source.read(buffer.limit(most).position(filled), start + filled);
    filled = buffer.position();
    buffer.clear();
    if (count >= 0) {
      return true;
    }
    if (!stream) {
      throw new EOFException(name + " became shorter while it was read");
    }
    size = start + filled;
    return false;
  }
}
