package io.github.cloudflarepcaps.pcapfile;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The packets of a classic pcap file or stream, one after the other, in the order they stand in.
 *
 * <p>Memory is one buffer and the packet handed out, whatever the size. A live stream can be
 * followed: a packet is handed out as soon as its last byte is there, and {@link #hasNext} waits
 * for the first byte of the next one. For use by one thread.
 *
 * <p>An end inside a packet is an error, not the end: all whole packets are handed out, then {@link
 * #next} throws. So is a record that cannot be one. After either there are no more packets. {@link
 * PcapFile#inspect} tells beforehand whether a file is cut short.
 *
 * <p>Pcapng is not read; {@code editcap -F pcap in.pcapng out.pcap} converts it.
 */
public final class PcapReader implements Iterator<Packet>, AutoCloseable {

  private static final int BUFFER = 64 * 1024;

  private final String name;
  private final InputStream in;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).limit(0);
  private final ClassicHeader header;
  private long bufferEnd;
  private boolean done;

  private PcapReader(String name, InputStream in) throws IOException {
    this.name = name;
    this.in = in;
    fill(ClassicHeader.LENGTH);
    this.header = parseHeader();
    buffer.order(header.order());
    buffer.position(buffer.position() + ClassicHeader.LENGTH);
  }

  /**
   * Opens a classic pcap file. Close the reader to close the file.
   *
   * @throws NotPcapException if it is not classic pcap; the message says what it looks like
   * @throws IOException if it cannot be read
   */
  public static PcapReader open(Path file) throws IOException {
    InputStream in = Files.newInputStream(file);
    try {
      return new PcapReader(file.toString(), in);
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  /**
   * Reads classic pcap from a stream, with a buffer of its own. Closing the reader closes the
   * stream; if this throws, the stream is left open.
   *
   * @throws NotPcapException if it is not classic pcap; the message says what it looks like
   * @throws IOException if it cannot be read
   */
  public static PcapReader read(InputStream stream) throws IOException {
    return new PcapReader("the stream", stream);
  }

  /** What the packets' bytes begin with, as in {@link PcapFile#linkType}. */
  public int linkType() {
    return header.linkType();
  }

  /** The most bytes kept of any packet, as the file states it; 0 means no limit. */
  public long snapLength() {
    return header.snapLength();
  }

  /**
   * Whether there is anything after the last packet handed out.
   *
   * @throws UncheckedIOException if it cannot be read
   */
  @Override
  public boolean hasNext() {
    try {
      return !done && fill(1) > 0;
    } catch (IOException e) {
      done = true;
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The next packet, whose bytes are its own and stay as they are.
   *
   * @throws UncheckedIOException if it cannot be read, with an {@link EOFException} as its cause if
   *     the packet is cut short, a {@link NotPcapException} if it cannot be a packet
   * @throws NoSuchElementException if there is none
   */
  @Override
  public Packet next() {
    if (!hasNext()) {
      throw new NoSuchElementException(name + " has no more packets");
    }
    try {
      return readPacket();
    } catch (IOException e) {
      done = true;
      throw new UncheckedIOException(e);
    }
  }

  /** The packets not handed out yet, in order. Closing the returned stream closes the reader. */
  public Stream<Packet> packets() {
    Spliterator<Packet> packets =
        Spliterators.spliteratorUnknownSize(this, Spliterator.ORDERED | Spliterator.NONNULL);
    return StreamSupport.stream(packets, false).onClose(this::closeUnchecked);
  }

  /** Closes the file or stream. */
  @Override
  public void close() throws IOException {
    done = true;
    in.close();
  }

  private void closeUnchecked() {
    try {
      close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ClassicHeader parseHeader() throws NotPcapException {
    if (PcapngScan.isPcapng(buffer.slice())) {
      throw new NotPcapException(
          name
              + " is pcapng, not classic pcap: convert it with editcap -F pcap in.pcapng out.pcap");
    }
    return ClassicHeader.parse(name, buffer);
  }

  private Packet readPacket() throws IOException {
    long position = position();
    if (fill(ClassicHeader.RECORD_HEADER) < ClassicHeader.RECORD_HEADER) {
      throw cutShort(position);
    }
    long time = ClassicRecords.timeOf(buffer.getInt(), buffer.getInt(), header.nanosPerUnit());
    int captured = ClassicRecords.checkCaptured(name, position, buffer.getInt());
    long original = Integer.toUnsignedLong(buffer.getInt());
    ByteBuffer data = ByteBuffer.wrap(readData(captured, position)).asReadOnlyBuffer();
    return new Packet(TimeSpan.instant(time), original, data);
  }

  private byte[] readData(int length, long position) throws IOException {
    byte[] data = new byte[length];
    int read = 0;
    while (read < length) {
      if (fill(1) < 1) {
        throw cutShort(position);
      }
      int count = Math.min(length - read, buffer.remaining());
      buffer.get(data, read, count);
      read += count;
    }
    return data;
  }

  /**
   * Waits until {@code wanted} bytes are in the buffer or the stream ends; returns how many are.
   */
  private int fill(int wanted) throws IOException {
    while (buffer.remaining() < wanted) {
      buffer.compact();
      int count = in.read(buffer.array(), buffer.position(), buffer.remaining());
      buffer.position(buffer.position() + Math.max(count, 0)).flip();
      if (count < 0) {
        break;
      }
      bufferEnd += count;
    }
    return buffer.remaining();
  }

  private long position() {
    return bufferEnd - buffer.remaining();
  }

  private EOFException cutShort(long position) {
    return new EOFException(name + " is cut short inside the packet at byte " + position);
  }
}
