package io.github.cloudflarepcaps.pcapfile;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The packets of a capture file or stream, one after the other, in the order of the capture.
 *
 * <p>Memory is one buffer and the packet returned, whatever the size. A live stream can be
 * followed: a packet is returned as soon as its last byte is there. For use by one thread.
 *
 * <p>An end inside a packet is an error, not the end: all complete packets are returned, then
 * {@link #next} throws. So is a record that cannot be one. After either there are no more packets.
 * {@link PcapFile#inspect} reports beforehand whether a file is truncated.
 */
public final class PcapReader implements Iterator<Packet>, AutoCloseable {

  private static final String STREAM = "the stream";

  private final String name;
  private final Records records;

  /** Whether {@link #records} stands at a packet that {@link #next} has yet to return. */
  private boolean atPacket;

  /** What {@link #next} has yet to throw. */
  private @Nullable IOException failure;

  private boolean ended;
  private boolean closed;

  private PcapReader(String name, Records records) {
    this.name = name;
    this.records = records;
  }

  /**
   * Opens a capture file. Close the reader to close the file.
   *
   * @throws NotPcapException if it is not a capture; the message describes its first bytes
   * @throws IOException if it cannot be read
   */
  public static PcapReader open(Path file) throws IOException {
    InputStream in = Files.newInputStream(file);
    try {
      return new PcapReader(file.toString(), Records.ofStream(file.toString(), in));
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  /**
   * Reads a capture from a stream, with a buffer of its own. Closing the reader closes the stream;
   * if this throws, the stream is left open.
   *
   * @throws NotPcapException if it is not a capture; the message describes its first bytes
   * @throws IOException if it cannot be read
   */
  public static PcapReader read(InputStream stream) throws IOException {
    return new PcapReader(STREAM, Records.ofStream(STREAM, stream));
  }

  /** As in {@link PcapFile#linkType}. */
  public int linkType() {
    return records.fileLinkType();
  }

  /** The most bytes kept of any packet, as in {@link PcapFile#snapLength}; 0 means no limit. */
  public long snapLength() {
    return records.snapLength();
  }

  /**
   * Whether there is anything after the last packet returned: a packet, or what {@link #next}
   * throws.
   *
   * @throws UncheckedIOException if it cannot be read
   */
  @Override
  public boolean hasNext() {
    requireOpen();
    if (!atPacket && failure == null && !ended) {
      advance();
    }
    return atPacket || failure != null;
  }

  /**
   * The next packet, whose bytes are its own and never change.
   *
   * @throws UncheckedIOException if it cannot be read, with an {@link EOFException} as its cause if
   *     the capture ends inside it, a {@link NotPcapException} if it cannot be a packet
   * @throws NoSuchElementException if there is none
   */
  @Override
  public Packet next() {
    if (!hasNext()) {
      throw new NoSuchElementException(name + " has no more packets");
    }
    if (failure != null) {
      IOException thrown = failure;
      failure = null;
      ended = true;
      throw new UncheckedIOException(thrown);
    }
    atPacket = false;
    return packet();
  }

  private void advance() {
    try {
      atPacket = records.next();
      if (!atPacket && records.truncated()) {
        failure =
            new EOFException(
                name + " is truncated: it ends inside the record at byte " + records.position());
      }
      ended = !atPacket;
    } catch (NotPcapException e) {
      failure = e;
    } catch (IOException e) {
      ended = true;
      throw new UncheckedIOException(e);
    }
  }

  private Packet packet() {
    try {
      byte[] data = new byte[records.captured()];
      records.file().view(records.data(), data.length).get(data);
      return new Packet(
          Instant.ofEpochSecond(records.second(), records.nano()),
          records.original(),
          records.linkType(),
          ByteBuffer.wrap(data).asReadOnlyBuffer());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException(name + ": the reader is closed");
    }
  }

  /** The packets not returned yet, in order. Closing the returned stream closes the reader. */
  public Stream<Packet> packets() {
    requireOpen();
    Spliterator<Packet> packets =
        Spliterators.spliteratorUnknownSize(this, Spliterator.ORDERED | Spliterator.NONNULL);
    return StreamSupport.stream(packets, false).onClose(this::closeUnchecked);
  }

  /** Closes the file or stream. */
  @Override
  public void close() throws IOException {
    closed = true;
    records.close();
  }

  private void closeUnchecked() {
    try {
      close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
