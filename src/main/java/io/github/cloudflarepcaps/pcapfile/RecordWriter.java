package io.github.cloudflarepcaps.pcapfile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;

/** Writes a classic pcap file, record by record, and keeps the totals of what it wrote. */
final class RecordWriter {

  /** Takes the bytes of the file. */
  @FunctionalInterface
  interface Sink {
    /** The little-endian buffer to fill, with room for that many bytes; not to be kept. */
    ByteBuffer room(int length) throws IOException;
  }

  private final Sink sink;
  private final ClassicHeader header;
  private final Totals totals = new Totals();

  /** Writes the file header. */
  RecordWriter(Sink sink, ClassicHeader header) throws IOException {
    this.sink = sink;
    this.header = header;
    header.writeTo(sink.room(ClassicHeader.LENGTH));
  }

  ClassicHeader header() {
    return header;
  }

  Totals totals() {
    return totals;
  }

  /** Copies the packet at which the records stand. */
  void append(Records packet) throws IOException {
    appendHeader(packet.second(), packet.nano(), packet.captured(), packet.original());
    long from = packet.data();
    int left = packet.captured();
    while (left > 0) {
      int copied = packet.file().copy(from, left, sink.room(1));
      from += copied;
      left -= copied;
    }
  }

  /** Appends a packet whose time and length fit. */
  void append(Packet packet) throws IOException {
    ByteBuffer data = packet.data();
    Instant time = packet.time();
    appendHeader(time.getEpochSecond(), time.getNano(), data.remaining(), packet.originalLength());
    while (data.hasRemaining()) {
      ByteBuffer room = sink.room(1);
      int count = Math.min(room.remaining(), data.remaining());
      room.put(data.slice(data.position(), count));
      data.position(data.position() + count);
    }
  }

  private void appendHeader(long second, int nano, int captured, long original) throws IOException {
    totals.add(second, nano, original);
    sink.room(ClassicHeader.RECORD_HEADER)
        .putInt((int) second)
        .putInt(nano / header.nanosPerUnit())
        .putInt(captured)
        .putInt((int) original);
  }
}
