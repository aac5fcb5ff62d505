package io.github.cloudflarepcaps.pcapfile;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The packets of a classic pcap file. */
final class ClassicRecords extends Records {

  private static final int NANOS_PER_SECOND = 1_000_000_000;

  private final ClassicHeader header;
  private final int unitsPerSecond;
  private final int nanosPerUnit;

  ClassicRecords(Window file) throws IOException {
    super(file);
    header = ClassicHeader.parse(file.name(), file.firstBytes());
    file.order(header.order());
    linkType = header.linkType();
    nanosPerUnit = header.nanosPerUnit();
    unitsPerSecond = NANOS_PER_SECOND / nanosPerUnit;
    timed = true;
    end = ClassicHeader.LENGTH;
  }

  @Override
  boolean next() throws IOException {
    position = end;
    if (!file.has(position, ClassicHeader.RECORD_HEADER)) {
      return false;
    }
    int index = file.index(position);
    ByteBuffer record = file.buffer();
    readTime(record.getInt(index), record.getInt(index + 4));
    captured = checkCaptured(record.getInt(index + 8));
    original = Integer.toUnsignedLong(record.getInt(index + 12));
    data = position + ClassicHeader.RECORD_HEADER;
    end = data + captured;
    return file.holds(position, ClassicHeader.RECORD_HEADER + captured);
  }

  /** Both fields are unsigned. Fractions of more than a second exist in the wild: they carry. */
  private void readTime(int seconds, int fraction) {
    second = Integer.toUnsignedLong(seconds);
    long units = Integer.toUnsignedLong(fraction);
    if (units >= unitsPerSecond) {
      second += units / unitsPerSecond;
      units %= unitsPerSecond;
    }
    nano = (int) units * nanosPerUnit;
  }

  ClassicHeader header() {
    return header;
  }

  @Override
  PcapFile.Format format() {
    return PcapFile.Format.PCAP;
  }

  @Override
  int fileLinkType() {
    return header.linkType();
  }

  @Override
  long snapLength() {
    return header.snapLength();
  }

  @Override
  boolean nanoseconds() {
    return header.nanoseconds();
  }
}
