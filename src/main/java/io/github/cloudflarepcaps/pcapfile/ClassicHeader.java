package io.github.cloudflarepcaps.pcapfile;

import io.github.cloudflarepcaps.internal.file.PcapMagic;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The 24 bytes a classic pcap file begins with, after draft-ietf-opsawg-pcap.
 *
 * @param order the byte order of the machine that wrote the file
 * @param nanoseconds whether times are kept to the nanosecond, not the microsecond
 * @param snapLength the most bytes kept of a packet, unsigned; 0 if there was no limit
 * @param network the link type in the low 16 bits, frame check sequence bits above
 */
record ClassicHeader(ByteOrder order, boolean nanoseconds, long snapLength, int network) {

  static final int LENGTH = 24;

  /** Length of what stands before the data of each record. */
  static final int RECORD_HEADER = 16;

  private static final int MAJOR = 2;
  private static final int MINOR = 4;

  /** Reads the header at the buffer's position, and leaves the buffer as it is. */
  static ClassicHeader parse(String name, ByteBuffer content) throws NotPcapException {
    ByteBuffer start = content.slice();
    ByteOrder order = orderOf(name, start);
    if (start.remaining() < LENGTH) {
      throw new NotPcapException(
          name + " ends inside its file header, after " + start.remaining() + " of 24 bytes");
    }
    start.order(order);
    checkVersion(name, start.getShort(4) & 0xffff, start.getShort(6) & 0xffff);
    return new ClassicHeader(
        order,
        start.getInt(0) == PcapMagic.NANOSECONDS,
        Integer.toUnsignedLong(start.getInt(16)),
        start.getInt(20));
  }

  /** The most bytes of a packet for a stated snap length: 0 is no limit but the largest packet. */
  static long limit(long snapLength) {
    return snapLength == 0 ? Records.MAX_CAPTURED : snapLength;
  }

  int linkType() {
    return network & 0xffff;
  }

  int nanosPerUnit() {
    return nanoseconds ? 1 : 1000;
  }

  /** Writes the header at the buffer's position, in the buffer's byte order. */
  void writeTo(ByteBuffer out) {
    out.putInt(nanoseconds ? PcapMagic.NANOSECONDS : PcapMagic.MICROSECONDS);
    out.putShort((short) MAJOR).putShort((short) MINOR).putLong(0);
    out.putInt((int) snapLength).putInt(network);
  }

  private static ByteOrder orderOf(String name, ByteBuffer start) throws NotPcapException {
    int magic = start.remaining() < Integer.BYTES ? 0 : start.getInt(0);
    if (PcapMagic.isClassic(magic)) {
      return ByteOrder.BIG_ENDIAN;
    }
    if (PcapMagic.isClassic(Integer.reverseBytes(magic))) {
      return ByteOrder.LITTLE_ENDIAN;
    }
    if (magic == PcapMagic.KUZNETZOV || Integer.reverseBytes(magic) == PcapMagic.KUZNETZOV) {
      throw new NotPcapException(
          name
              + " is of an old pcap variant with longer record headers (magic a1b2cd34), which is"
              + " not read: convert it with editcap -F pcap");
    }
    throw new FirstBytes(start).refuse(name);
  }

  // Before 2.4 the two lengths of a record stood in the other order, or in either.
  private static void checkVersion(String name, int major, int minor) throws NotPcapException {
    if (major != MAJOR || minor < MINOR) {
      throw new NotPcapException(
          name
              + " is pcap of version "
              + major
              + "."
              + minor
              + ", only 2.4 is supported: convert it with editcap -F pcap");
    }
  }
}
