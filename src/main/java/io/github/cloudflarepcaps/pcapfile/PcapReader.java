package io.github.cloudflarepcaps.pcapfile;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
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

  private final PacketSource source;

  /** Whether the source stands at a packet that {@link #next} has yet to return. */
  private boolean atPacket;

  /** What {@link #next} has yet to throw. */
  private @Nullable IOException failure;

  private boolean ended;
  private boolean closed;

  private PcapReader(PacketSource source) {
    this.source = source;
  }

  /**
   * Opens a capture file: pcap, pcapng, or either compressed with gzip. Close the reader to close
   * the file.
   *
   * @throws NotPcapException if it is not a capture; the message describes its first bytes
   * @throws IOException if it cannot be read
   */
  public static PcapReader open(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new FileSystemException(file.toString(), null, "a directory, not a capture file");
    }
    InputStream in = Files.newInputStream(file);
    try {
      return new PcapReader(new CapturePackets(Records.ofStream(file.toString(), in)));
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  /**
   * Reads a capture from a stream: pcap, pcapng, or either compressed with gzip. It has a buffer of
   * its own. Closing the reader closes the stream; if this throws, the stream is left open.
   *
   * @throws NotPcapException if it is not a capture; the message describes its first bytes
   * @throws IOException if it cannot be read
   */
  public static PcapReader read(InputStream stream) throws IOException {
    return new PcapReader(new CapturePackets(Records.ofStream(STREAM, stream)));
  }

  /**
   * The packets of several captures by time; of one time, in the order given. Nothing is written,
   * so the captures may be streams. {@link PcapMerger#merge} takes more files than may be open.
   *
   * <p>Always next is the earliest of the packets at which the readers stand, so that packets out
   * of order within one stay in that order. A packet without a time stays behind the one before it.
   * The snap length is the largest; times are to the nanosecond if those of any reader are. The
   * link types 12, 14 and 101 are one, 101. A reader that fails ends all.
   *
   * <p>Closing the result closes the readers, and so does this where it throws. They must not be
   * used meanwhile.
   *
   * @throws IllegalArgumentException if there are no readers
   * @throws IOException if their link types differ; of pcapng captures, {@link #next} may find it
   */
  public static PcapReader merged(List<PcapReader> readers) throws IOException {
    List<PcapReader> all = List.copyOf(readers);
    if (all.isEmpty()) {
      throw new IllegalArgumentException("readers is empty: give at least one to merge");
    }
    try {
      return new PcapReader(new MergedPackets(all));
    } catch (IOException | RuntimeException e) {
      MergedPackets.closeAll(all);
      throw e;
    }
  }

  /** How the capture is built; of merged readers, the first. */
  public PcapFile.Format format() {
    return source.format();
  }

  /** As in {@link PcapFile#linkType}. */
  public int linkType() {
    return source.linkType();
  }

  /** The most bytes kept of any packet, as in {@link PcapFile#snapLength}; 0 means no limit. */
  public long snapLength() {
    return source.snapLength();
  }

  /**
   * Whether times may be finer than a microsecond; of a pcapng capture, those of its first
   * interface.
   */
  public boolean nanoseconds() {
    return source.nanoseconds();
  }

  /**
   * Whether there is anything after the last packet returned: a packet, or what {@link #next}
   * throws. Of a live stream, waits for either.
   *
   * @throws UncheckedIOException if it cannot be read
   * @throws IllegalStateException after {@link #close}
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
   * @throws IllegalStateException after {@link #close}
   */
  @Override
  public Packet next() {
    if (!hasNext()) {
      throw new NoSuchElementException(name() + " has no more packets");
    }
    if (failure != null) {
      IOException thrown = failure;
      failure = null;
      ended = true;
      throw new UncheckedIOException(thrown);
    }
    atPacket = false;
    try {
      return source.packet();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void advance() {
    try {
      atPacket = source.next();
      ended = !atPacket;
    } catch (EOFException | NotPcapException e) {
      failure = e;
    } catch (IOException e) {
      ended = true;
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the packet last returned has a time; valid until {@link #hasNext} is called. */
  boolean timed() {
    return source.timed();
  }

  String name() {
    return source.name();
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException(name() + ": the reader is closed");
    }
  }

  /** The packets not returned yet, in order. Closing the returned stream closes the reader. */
  public Stream<Packet> packets() {
    requireOpen();
    Spliterator<Packet> packets =
        Spliterators.spliteratorUnknownSize(this, Spliterator.ORDERED | Spliterator.NONNULL);
    return StreamSupport.stream(packets, false).onClose(this::closeUnchecked);
  }

  /** Closes the file or stream. Idempotent. */
  @Override
  public void close() throws IOException {
    closed = true;
    source.close();
  }

  private void closeUnchecked() {
    try {
      close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
