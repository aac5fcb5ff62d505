package io.github.cloudflarepcaps.pcapfile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** The packets of several readers by time; of one time, in the order of the readers. */
final class MergedPackets implements PacketSource {

  private final List<PcapReader> readers;
  private final LinkTypes linkTypes = new LinkTypes();

  /** The readers that have packets left, except {@link #waiting}. */
  private final PriorityQueue<Head> heads = new PriorityQueue<>();

  /** Those to be moved on by the next call: all at first, then the one that gave a packet. */
  private final List<Head> waiting = new ArrayList<>();

  MergedPackets(List<PcapReader> readers) throws IOException {
    this.readers = readers;
    for (PcapReader reader : readers) {
      waiting.add(new Head(reader, waiting.size()));
      if (reader.format() == PcapFile.Format.PCAP) { // of a pcapng file only its packets tell
        linkTypes.add(reader.name(), reader.linkType());
      }
    }
  }

  @Override
  public boolean next() throws IOException {
    while (!waiting.isEmpty()) {
      Head head = waiting.remove(waiting.size() - 1);
      if (head.next()) {
        linkTypes.add(head.reader.name(), head.packet().linkType());
        heads.add(head);
      }
    }
    Head earliest = heads.poll();
    if (earliest == null) {
      return false;
    }
    waiting.add(earliest);
    return true;
  }

  @Override
  public Packet packet() {
    Packet packet = waiting.get(0).packet();
    return packet.linkType() == linkType()
        ? packet
        : new Packet(packet.time(), packet.originalLength(), linkType(), packet.data());
  }

  @Override
  public boolean timed() {
    return waiting.get(0).timed;
  }

  @Override
  public String name() {
    return "the merged captures";
  }

  @Override
  public PcapFile.Format format() {
    return readers.get(0).format();
  }

  /** The first interface's of pcapng files as long as nothing else is known. */
  @Override
  public int linkType() {
    int known = linkTypes.common();
    return known >= 0 ? known : LinkType.canonical(readers.get(0).linkType());
  }

  /** As in mergecap the largest, and no limit stated is the largest that a packet can be. */
  @Override
  public long snapLength() {
    return readers.stream()
        .mapToLong(reader -> ClassicHeader.limit(reader.snapLength()))
        .max()
        .orElse(0);
  }

  @Override
  public boolean nanoseconds() {
    return readers.stream().anyMatch(PcapReader::nanoseconds);
  }

  @Override
  public void close() throws IOException {
    closeAll(readers);
  }

  /** Closes each, whatever happens to the others. */
  static void closeAll(List<PcapReader> readers) throws IOException {
    IOException failure = null;
    for (PcapReader reader : readers) {
      try {
        reader.close();
      } catch (IOException e) {
        if (failure != null) {
          e.addSuppressed(failure);
        }
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** A reader, and the packet that it gives next. */
  private static final class Head implements Comparable<Head> {
    private final PcapReader reader;
    private final int number;
    private Instant time = Instant.EPOCH;
    private boolean timed;
    private @Nullable Packet packet;

    Head(PcapReader reader, int number) {
      this.reader = reader;
      this.number = number;
    }

    boolean next() throws IOException {
      try {
        packet = reader.hasNext() ? reader.next() : null;
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
      timed = reader.timed();
      // A packet without a time stays behind the one before it.
      if (packet != null && timed) {
        time = packet.time();
      }
      return packet != null;
    }

    Packet packet() {
      return Objects.requireNonNull(packet);
    }

    @Override
    public int compareTo(Head other) {
      int byTime = time.compareTo(other.time);
      return byTime != 0 ? byTime : Integer.compare(number, other.number);
    }
  }
}
