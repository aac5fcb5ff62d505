package io.github.cloudflarepcaps.pcapfile;

import io.github.cloudflarepcaps.internal.file.PcapMagic;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;

/**
 * Walks over the packets of a capture, whichever its format, without an object for each.
 *
 * <p>After {@link #next} returned true, the accessors describe the packet where the walk stands.
 */
abstract sealed class Records implements Closeable permits ClassicRecords, PcapngRecords {

  /** The most bytes a packet can have: the limit of libpcap and Wireshark for network packets. */
  static final int MAX_CAPTURED = 262_144;

  private static final int BUFFER = 64 * 1024;

  final Window file;

  // All of the current packet; written by next() of the subclass only.
  boolean timed;
  long second;
  int nano;
  int linkType;
  long original;
  int captured;
  long data;

  /** Where the current record begins and where it ends. */
  long position;

  long end;

  Records(Window file) {
    this.file = file;
  }

  /** The records of a file, packed with gzip or not. The buffer is used or replaced. */
  static Records ofFile(String name, Window.Source source, long size, ByteBuffer buffer)
      throws IOException {
    Window plain = Window.ofFile(name, source, size, buffer);
    return GzipSource.isGzip(plain.firstBytes().array())
        ? of(Window.ofStream(name, new GzipSource(name, source), buffer))
        : of(plain);
  }

  /** The records of a stream, packed with gzip or not. Closing them closes the stream. */
  static Records ofStream(String name, InputStream in) throws IOException {
    byte[] start = in.readNBytes(GzipSource.MAGIC_LENGTH);
    Window.Source source =
        new StreamSource(new SequenceInputStream(new ByteArrayInputStream(start), in));
    return of(
        Window.ofStream(
            name,
            GzipSource.isGzip(start) ? new GzipSource(name, source) : source,
            ByteBuffer.allocate(BUFFER)));
  }

  /** Reads the beginning of the content, which tells the format. */
  static Records of(Window file) throws IOException {
    ByteBuffer first = file.firstBytes();
    if (first.remaining() < PcapMagic.LENGTH && file.truncatedAt(first.remaining())) {
      throw new NotPcapException(
          file.name() + " ends inside its file header, after " + first.remaining() + " bytes");
    }
    return PcapngRecords.isPcapng(first) ? new PcapngRecords(file) : new ClassicRecords(file);
  }

  /**
   * Moves on to the next complete packet; false if there is none.
   *
   * @throws NotPcapException if what follows cannot be a record; the walk is over then
   */
  abstract boolean next() throws IOException;

  abstract PcapFile.Format format();

  /** Of a pcapng file the first interface's, -1 as long as none was found. */
  abstract int fileLinkType();

  /** As {@link PcapFile#snapLength}. */
  abstract long snapLength();

  /** Whether times may be finer than a microsecond; of a pcapng file as its first interface's. */
  abstract boolean nanoseconds();

  /** Once {@link #next} returned false: whether the content ends inside a record. */
  final boolean truncated() {
    return file.truncatedAt(position);
  }

  @Override
  public final void close() throws IOException {
    file.close();
  }

  /** Describes where the content ends, once {@link #truncated}. */
  final String truncation() {
    return file.name() + " is truncated: it ends inside the record at byte " + position;
  }

  final Window file() {
    return file;
  }

  /** Whether the packet has a time. If not, {@link #second} and {@link #nano} are 0. */
  final boolean timed() {
    return timed;
  }

  /** Seconds since 1970. */
  final long second() {
    return second;
  }

  /** Nanoseconds within the second, 0 to 999 999 999. */
  final int nano() {
    return nano;
  }

  final int linkType() {
    return linkType;
  }

  /** Bytes of the packet on the wire, 0 to 2³²−1. */
  final long original() {
    return original;
  }

  /** Bytes of the packet that the content holds. */
  final int captured() {
    return captured;
  }

  /** Position of the packet's first byte. */
  final long data() {
    return data;
  }

  /** Position of the record that holds the packet. */
  final long position() {
    return position;
  }

  /** A length that no writer leaves means that no record begins here. */
  final int checkCaptured(int length) throws NotPcapException {
    if (length < 0 || length > MAX_CAPTURED) {
      throw damaged(
          "a record of "
              + Integer.toUnsignedString(length)
              + " bytes, more than the "
              + MAX_CAPTURED
              + " a packet can have");
    }
    return length;
  }

  /** Damage in the record where the walk stands. */
  final NotPcapException damaged(String reason) {
    return file.damaged(position, reason);
  }
}
