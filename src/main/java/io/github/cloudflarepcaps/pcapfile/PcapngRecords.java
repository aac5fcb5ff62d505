package io.github.cloudflarepcaps.pcapfile;

import io.github.cloudflarepcaps.internal.file.PcapMagic;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The packets of a pcapng file, block by block, after draft-ietf-opsawg-pcapng. */
final class PcapngRecords extends Records {

  private static final int SECTION = PcapMagic.PCAPNG;
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

  /** Wireshark's limit for a block: a longer one is damage, even where the file is longer. */
  private static final int MAX_LENGTH = 134_348_832;

  /** Of a stream, a block of these types has to be in memory: a packet and options of its own. */
  private static final int MAX_LOADED = 16 * 1024 * 1024;

  /** Far above what any machine has; it keeps a file made of interfaces from filling memory. */
  private static final int MAX_INTERFACES = 65_536;

  private static final int END_OF_OPTIONS = 0;
  private static final int RESOLUTION = 9;
  private static final int OFFSET = 14;

  private final List<PcapngInterface> interfaces = new ArrayList<>();
  private @Nullable PcapngInterface firstInterface;
  private long largestSnapLength;
  private boolean anyNanoseconds;

  /** Whether the walk stands at a packet that {@link #next} has yet to return. */
  private boolean atPacket;

  PcapngRecords(Window file) throws IOException {
    super(file);
    checkFileHeader();
    end = 0;
    findFirstInterface();
  }

  static boolean isPcapng(ByteBuffer firstBytes) {
    return firstBytes.remaining() >= Integer.BYTES && firstBytes.getInt(0) == SECTION;
  }

  private void checkFileHeader() throws IOException {
    ByteBuffer first = file.firstBytes();
    if (first.remaining() >= OTHER_LENGTH && !readByteOrder(0)) {
      throw new FirstBytes(first).refuse(file.name());
    }
    if (!file.holds(0, SECTION_LENGTH) || !isComplete(SECTION, checkLength(SECTION, 0))) {
      throw new NotPcapException(
          file.name() + " ends inside its file header, after " + file.size() + " bytes");
    }
  }

  /** So that the link type is known before the first packet is requested. */
  private void findFirstInterface() throws IOException {
    boolean more = true;
    while (more && firstInterface == null && !atPacket) {
      more = readBlock();
    }
  }

  @Override
  boolean next() throws IOException {
    while (!atPacket) {
      if (!readBlock()) {
        return false;
      }
    }
    atPacket = false;
    return true;
  }

  /** Reads the block after the last one; false if there is none, or an incomplete one. */
  private boolean readBlock() throws IOException {
    position = end;
    if (!file.has(position, OTHER_LENGTH)) {
      return false;
    }
    int type = i32(position);
    if (type == SECTION && !readByteOrder(position)) {
      throw damaged("a section without its byte-order magic");
    }
    int length = checkLength(type, position);
    if (!isComplete(type, length)) {
      return false;
    }
    read(type, length);
    checkTrailer(length);
    end = position + length;
    return true;
  }

  private boolean readByteOrder(long section) throws IOException {
    file.order(ByteOrder.BIG_ENDIAN);
    int magic = i32(section + 8);
    boolean little = magic == Integer.reverseBytes(BYTE_ORDER_MAGIC);
    file.order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    return little || magic == BYTE_ORDER_MAGIC;
  }

  private int checkLength(int type, long block) throws IOException {
    long length = u32(block + 4);
    long most = isLoaded(type) ? MAX_LOADED : MAX_LENGTH;
    if (length < leastLength(type) || length > most || length % Integer.BYTES != 0) {
      throw damaged("a block of type " + hex(type) + " and of " + length + " bytes");
    }
    return (int) length;
  }

  private static String hex(int type) {
    return "0x" + HexFormat.of().toHexDigits(type);
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

  /** Blocks of other types are skipped. */
  private static boolean isLoaded(int type) {
    return leastLength(type) != OTHER_LENGTH;
  }

  private boolean isComplete(int type, int length) throws IOException {
    if (!isLoaded(type)) {
      return file.has(position + length - Integer.BYTES, Integer.BYTES);
    }
    if (!file.holds(position, length)) {
      return false;
    }
    file.load(position, length);
    return true;
  }

  private void checkTrailer(int length) throws IOException {
    long trailer = u32(position + length - Integer.BYTES);
    if (trailer != length) {
      throw damaged("a block that begins with length " + length + ", ends with " + trailer);
    }
  }

  private void read(int type, int length) throws IOException {
    switch (type) {
      case ENHANCED_PACKET -> readPacket(length, u32(position + 8));
      case OBSOLETE_PACKET -> readPacket(length, u16(position + 8));
      case SIMPLE_PACKET -> readSimplePacket(length);
      case INTERFACE -> readInterface(length);
      case SECTION -> readSection();
      default -> {
        // Names, statistics, secrets, custom blocks: no packets.
      }
    }
  }

  private void readSection() throws IOException {
    int major = u16(position + 12);
    if (major != 1) {
      throw new NotPcapException(
          file.name() + " is pcapng of version " + major + ", only 1 is supported");
    }
    interfaces.clear();
  }

  private void readInterface(int length) throws IOException {
    if (interfaces.size() == MAX_INTERFACES) {
      throw damaged("more than " + MAX_INTERFACES + " interfaces in a section");
    }
    int type = u16(position + 8);
    long snapLength = u32(position + 12);
    PcapngClock clock = readClock(position + 16, position + length - Integer.BYTES);
    interfaces.add(new PcapngInterface(type, snapLength, clock));
    largestSnapLength = Math.max(largestSnapLength, ClassicHeader.limit(snapLength));
    anyNanoseconds |= clock.nanoseconds();
    if (firstInterface == null) {
      firstInterface = interfaces.get(0);
    }
  }

  private PcapngClock readClock(long options, long optionsEnd) throws IOException {
    byte resolution = PcapngClock.MICROSECONDS;
    long offset = 0;
    long option = options;
    while (option + Integer.BYTES <= optionsEnd && u16(option) != END_OF_OPTIONS) {
      int code = u16(option);
      int length = u16(option + 2);
      long value = option + Integer.BYTES;
      if (value + length > optionsEnd) {
        throw NotPcapException.damaged(
            file.name(), option, "an option that is longer than its block");
      }
      if (code == RESOLUTION && length == 1) {
        resolution = i8(value);
      } else if (code == OFFSET && length == Long.BYTES) {
        offset = i64(value);
      }
      option = value + padded(length);
    }
    return new PcapngClock(resolution, offset);
  }

  private static long padded(int length) {
    return (length + 3L) / Integer.BYTES * Integer.BYTES;
  }

  private void readPacket(int length, long id) throws IOException {
    captured = checkCaptured(i32(position + 20));
    original = u32(position + 24);
    data = position + PACKET_LENGTH - Integer.BYTES;
    checkFits(captured, PACKET_LENGTH, length);
    PcapngInterface from = interfaceOf(id);
    linkType = from.linkType();
    readTime(from.clock(), u32(position + 12) << Integer.SIZE | u32(position + 16));
    atPacket = true;
  }

  private void readTime(PcapngClock clock, long units) {
    timed = clock.holds(units);
    second = timed ? clock.second(units) : 0;
    nano = timed ? clock.nano(units) : 0;
  }

  /** Only the original length is stated; how much of it there is follows from the snap length. */
  private void readSimplePacket(int length) throws IOException {
    PcapngInterface from = interfaceOf(0);
    original = u32(position + 8);
    long snapLength = from.snapLength();
    long most = snapLength == 0 ? original : Math.min(original, snapLength);
    checkFits(most, SIMPLE_PACKET_LENGTH, length);
    captured = checkCaptured((int) most);
    data = position + SIMPLE_PACKET_LENGTH - Integer.BYTES;
    linkType = from.linkType();
    timed = false;
    second = 0;
    nano = 0;
    atPacket = true;
  }

  private void checkFits(long bytes, int around, int length) throws NotPcapException {
    if (bytes > length - around) {
      throw damaged(bytes + " bytes of a packet in a block of " + length);
    }
  }

  private PcapngInterface interfaceOf(long id) throws NotPcapException {
    if (id >= interfaces.size()) {
      throw damaged("a packet of interface " + id + ", which the section does not have");
    }
    return interfaces.get((int) id);
  }

  @Override
  PcapFile.Format format() {
    return PcapFile.Format.PCAPNG;
  }

  @Override
  int fileLinkType() {
    return firstInterface == null ? -1 : firstInterface.linkType();
  }

  @Override
  long snapLength() {
    return firstInterface == null ? 0 : firstInterface.snapLength();
  }

  @Override
  boolean nanoseconds() {
    return firstInterface != null && firstInterface.clock().nanoseconds();
  }

  /** The largest snap length of the interfaces read so far; no limit is that of a packet. */
  long largestSnapLength() {
    return largestSnapLength;
  }

  /** Whether the times of an interface read so far may be finer than a microsecond. */
  boolean anyNanoseconds() {
    return anyNanoseconds;
  }

  private byte i8(long at) throws IOException {
    return file.buffer().get(file.locate(at, 1));
  }

  private int u16(long at) throws IOException {
    return file.buffer().getShort(file.locate(at, Short.BYTES)) & 0xffff;
  }

  private int i32(long at) throws IOException {
    return file.buffer().getInt(file.locate(at, Integer.BYTES));
  }

  private long u32(long at) throws IOException {
    return Integer.toUnsignedLong(i32(at));
  }

  private long i64(long at) throws IOException {
    return file.buffer().getLong(file.locate(at, Long.BYTES));
  }
}
