package io.github.cloudflarepcaps.pcapfile;

import io.github.cloudflarepcaps.internal.file.ReplacedFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes packets to a classic pcap file or stream, as tcpdump and Wireshark read it.
 *
 * <pre>{@code
 * try (PcapReader reader = PcapReader.open(in);
 *     PcapWriter writer = PcapWriter.create(out, reader)) {
 *   writer.writeAll(reader.packets().filter(packet -> packet.originalLength() > 1000));
 *   writer.finish();
 * }
 * }</pre>
 *
 * <p>A file is replaced by {@link #finish} only, and then completely. Closed before that, whatever
 * the reason, the target keeps its content and nothing stays beside it. For use by one thread.
 */
public final class PcapWriter implements AutoCloseable {

  private static final long MAX_SECOND = 0xffff_ffffL;

  /** More than a buffer of a small file, less than that of a download. */
  private static final int EXPECTED = 64 * 1024;

  private final RecordWriter records;
  private final Step publish;
  private final Step discard;
  private State state = State.OPEN;
  private @Nullable IOException failure;

  private enum State {
    OPEN,
    FINISHED,
    CLOSED
  }

  @FunctionalInterface
  private interface Step {
    void run() throws IOException;
  }

  private PcapWriter(RecordWriter records, Step publish, Step discard) {
    this.records = records;
    this.publish = publish;
    this.discard = discard;
  }

  /**
   * Begins a file with times to the nanosecond and packets of up to 262144 bytes.
   *
   * @param target replaced by {@link #finish}; an existing file keeps its POSIX permissions, and
   *     its owner and group where the process may set them
   * @param linkType of all packets, as in {@link Packet#linkType}, from 0 to 65535; 12 and 14 are
   *     written as 101, which they are names of
   * @throws IOException if the target cannot be written
   */
  public static PcapWriter create(Path target, int linkType) throws IOException {
    return create(target, header(linkType));
  }

  /**
   * Begins a file with link type, snap length and resolution of a reader.
   *
   * @throws IllegalArgumentException if the reader has no link type, as of a pcapng file without an
   *     interface
   * @throws IOException if the target cannot be written
   */
  public static PcapWriter create(Path target, PcapReader like) throws IOException {
    return create(target, header(like));
  }

  /**
   * Begins a capture on a stream, as {@link #create(Path, int)} does. The stream stays the
   * caller's: {@link #finish} flushes it, nothing closes it.
   *
   * @throws IOException if the stream cannot be written
   */
  public static PcapWriter to(OutputStream out, int linkType) throws IOException {
    return to(out, header(linkType));
  }

  /**
   * Begins a capture on a stream, as {@link #create(Path, PcapReader)} does. The stream stays the
   * caller's: {@link #finish} flushes it, nothing closes it.
   *
   * @throws IllegalArgumentException if the reader has no link type
   * @throws IOException if the stream cannot be written
   */
  public static PcapWriter to(OutputStream out, PcapReader like) throws IOException {
    return to(out, header(like));
  }

  private static PcapWriter create(Path target, ClassicHeader header) throws IOException {
    Objects.requireNonNull(target, "target");
    ReplacedFile file = ReplacedFile.create(target, EXPECTED);
    Step publish =
        () -> {
          file.finish();
          file.publish();
        };
    return new PcapWriter(new RecordWriter(file::room, header), publish, file::close);
  }

  private static PcapWriter to(OutputStream out, ClassicHeader header) throws IOException {
    StreamSink sink = new StreamSink(out);
    return new PcapWriter(new RecordWriter(sink::room, header), sink::flush, () -> {});
  }

  private static ClassicHeader header(int linkType) {
    if (linkType < 0 || linkType > Packet.MAX_LINK_TYPE) {
      throw new IllegalArgumentException("linkType " + linkType + " is not within 0 to 65535");
    }
    return header(true, Records.MAX_CAPTURED, LinkType.canonical(linkType));
  }

  private static ClassicHeader header(PcapReader like) {
    if (like.linkType() < 0) {
      throw new IllegalArgumentException("like has no link type: its capture has no interface");
    }
    return header(like.nanoseconds(), like.snapLength(), LinkType.canonical(like.linkType()));
  }

  private static ClassicHeader header(boolean nanoseconds, long snapLength, int linkType) {
    return new ClassicHeader(ByteOrder.LITTLE_ENDIAN, nanoseconds, snapLength, linkType);
  }

  /**
   * Appends a packet. In a file with times to the microsecond, the rest of its time is cut off.
   *
   * @throws IllegalArgumentException if its link type is another than the file's, its time outside
   *     1970 to 2106 (0 to 2³²−1 seconds), or its data more than 262144 bytes: nothing is written
   *     then, and the writer can be used further
   * @throws IllegalStateException after {@link #finish} or {@link #close}
   * @throws IOException if it cannot be written; {@link #finish} fails then
   */
  public void write(Packet packet) throws IOException {
    requireOpen();
    check(packet);
    attempt(() -> records.append(packet));
  }

  /**
   * Appends all packets of a stream, in its order, as {@link #write} does. What the stream throws
   * propagates unchanged; closing it is up to the caller.
   *
   * @throws IOException if a packet cannot be written
   */
  public void writeAll(Stream<Packet> packets) throws IOException {
    requireOpen();
    for (Iterator<Packet> each = packets.iterator(); each.hasNext(); ) {
      write(each.next());
    }
  }

  /** How many packets were written. */
  public long packets() {
    return records.totals().packets();
  }

  /**
   * Completes the file and replaces the target with it, or flushes the stream.
   *
   * @throws IllegalStateException after {@link #finish} or {@link #close}
   * @throws IOException if it cannot be written, or a packet before could not. The target keeps its
   *     content. Where only the last step fails, the move over a file that is a mount of its own,
   *     the complete file stays under a temporary name, which the message states
   */
  public void finish() throws IOException {
    requireOpen();
    attempt(publish);
    state = State.FINISHED;
  }

  /** Ends the writer. Without {@link #finish} the target keeps its content. Idempotent. */
  @Override
  public void close() throws IOException {
    if (state != State.CLOSED) {
      state = State.CLOSED;
      discard.run();
    }
  }

  private void requireOpen() {
    if (state != State.OPEN) {
      throw new IllegalStateException("the writer is " + state.name().toLowerCase(Locale.ROOT));
    }
  }

  private void check(Packet packet) {
    int linkType = records.header().linkType();
    if (LinkType.canonical(packet.linkType()) != linkType) {
      throw new IllegalArgumentException(
          "linkType of the packet is "
              + LinkType.name(packet.linkType())
              + ", that of the file "
              + LinkType.name(linkType));
    }
    Instant time = packet.time();
    if (time.getEpochSecond() < 0 || time.getEpochSecond() > MAX_SECOND) {
      throw new IllegalArgumentException(
          "time " + time + " of the packet is not within 1970-01-01 to 2106-02-07T06:28:15Z");
    }
    int length = packet.data().remaining();
    if (length > Records.MAX_CAPTURED) {
      throw new IllegalArgumentException(
          "data of the packet has " + length + " bytes, more than " + Records.MAX_CAPTURED);
    }
  }

  /** Once a step failed, the file is incomplete: each later one fails too. */
  private void attempt(Step step) throws IOException {
    if (failure != null) {
      throw new IOException("an earlier write failed: " + failure.getMessage(), failure);
    }
    try {
      step.run();
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }
}
