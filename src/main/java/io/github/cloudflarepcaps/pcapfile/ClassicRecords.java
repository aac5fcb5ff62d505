package io.github.cloudflarepcaps.pcapfile;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Walks over the records of a classic pcap file without touching the packets' bytes. */
final class ClassicRecords {

  private final Window file;
  private final int nanosPerUnit;
  private long position;
  private long end = ClassicHeader.LENGTH;
  private long time;
  private int captured;
  private int original;

  ClassicRecords(Window file, ClassicHeader header) {
    this.file = file;
    this.nanosPerUnit = header.nanosPerUnit();
    file.order(header.order());
  }

  /** Goes to the next whole record; false if there is none. */
  boolean next() throws IOException {
    position = end;
    if (position + ClassicHeader.RECORD_HEADER > file.size()) {
      return false;
    }
    int index = file.locate(position, ClassicHeader.RECORD_HEADER);
    ByteBuffer header = file.buffer();
    time = timeOf(header.getInt(index), header.getInt(index + 4), nanosPerUnit);
    captured = checkCaptured(file.name(), position, header.getInt(index + 8));
    original = header.getInt(index + 12);
    end = position + ClassicHeader.RECORD_HEADER + captured;
    return end <= file.size();
  }

  /** Whether the file goes on after the last whole record, once {@link #next} returned false. */
  boolean cutShort() {
    return position < file.size();
  }

  /** Nanoseconds since 1970: at most 2³² seconds, so that they always fit. */
  long time() {
    return time;
  }

  /** Bytes of the packet that the file holds. */
  int captured() {
    return captured;
  }

  /** Bytes of the packet on the wire, unsigned. */
  int original() {
    return original;
  }

  /** Where in the file the packet's bytes begin. */
  long data() {
    return position + ClassicHeader.RECORD_HEADER;
  }

  /** Both fields are unsigned; a fraction of more than a second, seen in the wild, is carried. */
  static long timeOf(int seconds, int fraction, int nanosPerUnit) {
    return Integer.toUnsignedLong(seconds) * TimeSpan.NANOS_PER_SECOND
        + Integer.toUnsignedLong(fraction) * nanosPerUnit;
  }

  /** A length no writer leaves means that this is not where a record begins. */
  static int checkCaptured(String name, long position, int captured) throws NotPcapException {
    if (captured < 0 || captured > ClassicHeader.MAX_CAPTURED) {
      throw NotPcapException.damaged(
          name,
          position,
          "a record of "
              + Integer.toUnsignedString(captured)
              + " bytes, more than the "
              + ClassicHeader.MAX_CAPTURED
              + " a packet can have");
    }
    return captured;
  }
}
