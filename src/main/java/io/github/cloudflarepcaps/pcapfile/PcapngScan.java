package io.github.cloudflarepcaps.pcapfile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts the packets of a pcapng file block by block, after draft-ietf-opsawg-pcapng. */
final class PcapngScan {

  private static final int SECTION = 0x0a0d0d0a;
  private static final int INTERFACE = 1;
  private static final int OBSOLETE_PACKET = 2;
  private static final int SIMPLE_PACKET = 3;
  private static final int ENHANCED_PACKET = 6;

  private static final int BYTE_ORDER_MAGIC = 0x1a2b3c4d;
  private static final int SECTION_LENGTH = 28;
  private static final int INTERFACE_LENGTH = 20;
  private static final int SIMPLE_PACKET_LENGTH = 16;
  private static final int PACKET_LENGTH = 32;
  private static final int OTHER_LENGTH = 12;

  /** Far above what any machine has; it keeps a file made of interfaces from filling memory. */
  private static final int MAX_INTERFACES = 65_536;

  private final Window file;
  private final List<PcapngInterface> interfaces = new ArrayList<>();
  private @Nullable PcapngInterface firstInterface;
  private long packets;
  private @Nullable Instant earliest;
  private @Nullable Instant latest;

  PcapngScan(Window file) {
    this.file = file;
  }

  static boolean isPcapng(ByteBuffer firstBytes) {
    return firstBytes.remaining() >= Integer.BYTES && firstBytes.getInt(0) == SECTION;
  }

  PcapFile scan(Path path) throws IOException {
    checkFileHeader();
    long end = scanBlocks();
    closeSection();
    PcapngInterface first = firstInterface;
    return new PcapFile(
        path,
        PcapFile.Format.PCAPNG,
        first == null ? -1 : first.linkType(),
        first == null ? 0 : first.snapLength(),
        packets,
        file.size(),
        earliest,
        latest,
        end < file.size());
  }

  private void checkFileHeader() throws IOException {
    if (file.size() >= OTHER_LENGTH && !readByteOrder(0)) {
      throw new FirstBytes(file.firstBytes()).refuse(file.name());
    }
    if (file.size() < SECTION_LENGTH || u32(4) > file.size()) {
      throw new NotPcapException(
          file.name() + " ends inside its file header, after " + file.size() + " bytes");
    }
  }

  /** Returns where the last whole block ends. */
  private long scanBlocks() throws IOException {
    long position = 0;
    while (position + OTHER_LENGTH <= file.size()) {
      int type = i32(position);
      if (type == SECTION && !readByteOrder(position)) {
        throw damaged(position, "a section without its byte-order magic");
      }
      long length = checkLength(position, type, u32(position + 4));
      if (position + length > file.size()) {
        break;
      }
      read(type, position, length);
      checkTrailer(position, length);
      position += length;
    }
    return position;
  }

  private boolean readByteOrder(long section) throws IOException {
    file.order(ByteOrder.BIG_ENDIAN);
    int magic = i32(section + 8);
    boolean little = magic == Integer.reverseBytes(BYTE_ORDER_MAGIC);
    file.order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    return little || magic == BYTE_ORDER_MAGIC;
  }

  private long checkLength(long position, int type, long length) throws NotPcapException {
    if (length < leastLength(type) || length % Integer.BYTES != 0) {
      throw damaged(position, "a block of type " + type + " and of " + length + " bytes");
    }
    return length;
  }

  private static int leastLength(int type) {
    return switch (type) {
      case SECTION -> SECTION_LENGTH;
      case INTERFACE -> INTERFACE_LENGTH;
      case SIMPLE_PACKET -> SIMPLE_PACKET_LENGTH;
      case OBSOLETE_PACKET, ENHANCED_PACKET -> PACKET_LENGTH;
      default -> OTHER_LENGTH;
    };
  }

  private void checkTrailer(long position, long length) throws IOException {
    long trailer = u32(position + length - Integer.BYTES);
    if (trailer != length) {
      throw damaged(
          position, "a block that begins with length " + length + ", ends with " + trailer);
    }
  }

  private void read(int type, long position, long length) throws IOException {
    switch (type) {
      case ENHANCED_PACKET -> readPacket(position, length, u32(position + 8));
      case OBSOLETE_PACKET -> readPacket(position, length, u16(position + 8));
      case SIMPLE_PACKET -> readSimplePacket(position, length);
      case INTERFACE -> readInterface(position, length);
      case SECTION -> readSection(position);
      default -> {
        // Names, statistics, custom blocks: no packets.
      }
    }
  }

  private void readSection(long position) throws IOException {
    int major = u16(position + 12);
    if (major != 1) {
      throw new NotPcapException(
          file.name() + " is pcapng of version " + major + ", only 1 is read");
    }
    closeSection();
  }

  private void readInterface(long position, long length) throws IOException {
    if (interfaces.size() == MAX_INTERFACES) {
      throw damaged(position, "more than " + MAX_INTERFACES + " interfaces in a section");
    }
    PcapngInterface added = new PcapngInterface(u16(position + 8), u32(position + 12));
    readOptions(added, position + 16, position + length - Integer.BYTES);
    interfaces.add(added);
    if (firstInterface == null) {
      firstInterface = added;
    }
  }

  private void readOptions(PcapngInterface target, long from, long end) throws IOException {
    long position = from;
    while (position + Integer.BYTES <= end) {
      int code = u16(position);
      int length = u16(position + 2);
      long value = position + 4;
      if (code == 0) {
        return;
      }
      if (value + length > end) {
        throw damaged(position, "an option that is longer than its block");
      }
      readOption(target, code, value, length);
      position = value + (length + 3L) / 4 * 4;
    }
  }

  private void readOption(PcapngInterface target, int code, long value, int length)
      throws IOException {
    if (code == PcapngInterface.RESOLUTION && length == 1) {
      target.resolution(file.buffer().get(file.locate(value, 1)));
    } else if (code == PcapngInterface.OFFSET && length == Long.BYTES) {
      target.offset(file.buffer().getLong(file.locate(value, Long.BYTES)));
    }
  }

  private void readPacket(long position, long length, long id) throws IOException {
    long time = u32(position + 12) << 32 | u32(position + 16);
    int captured = ClassicRecords.checkCaptured(file.name(), position, i32(position + 20));
    checkFits(captured, PACKET_LENGTH, position, length);
    interfaceOf(position, id).add(time);
    packets++;
  }

  /** It says how long the packet was; how much of it is there follows from the snap length. */
  private void readSimplePacket(long position, long length) throws IOException {
    long limit = interfaceOf(position, 0).snapLength();
    long original = u32(position + 8);
    long captured = limit == 0 ? original : Math.min(original, limit);
    checkFits(captured, SIMPLE_PACKET_LENGTH, position, length);
    packets++;
  }

  private void checkFits(long captured, int around, long position, long length)
      throws NotPcapException {
    if (captured > length - around) {
      throw damaged(position, captured + " bytes of a packet in a block of " + length);
    }
  }

  private PcapngInterface interfaceOf(long position, long id) throws NotPcapException {
    if (id >= interfaces.size()) {
      throw damaged(position, "a packet of interface " + id + ", which the section does not have");
    }
    return interfaces.get((int) id);
  }

  private void closeSection() {
    for (PcapngInterface each : interfaces) {
      Instant first = each.first();
      if (first != null && (earliest == null || first.isBefore(earliest))) {
        earliest = first;
      }
      Instant last = each.last();
      if (last != null && (latest == null || last.isAfter(latest))) {
        latest = last;
      }
    }
    interfaces.clear();
  }

  private int i32(long position) throws IOException {
    return file.buffer().getInt(file.locate(position, Integer.BYTES));
  }

  private long u32(long position) throws IOException {
    return Integer.toUnsignedLong(i32(position));
  }

  private int u16(long position) throws IOException {
    return file.buffer().getShort(file.locate(position, Short.BYTES)) & 0xffff;
  }

  private NotPcapException damaged(long position, String reason) {
    return NotPcapException.damaged(file.name(), position, reason);
  }
}
