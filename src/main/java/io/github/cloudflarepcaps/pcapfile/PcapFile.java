package io.github.cloudflarepcaps.pcapfile;

import io.github.cloudflarepcaps.internal.file.DirectMemory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is in a capture file.
 *
 * <p>Made by {@link #inspect}, or by whatever has just written the file. It may gain components in
 * later versions, so building one by its constructor is outside the compatibility promise.
 *
 * @param path the file, as it was named
 * @param format the file format
 * @param linkType which header the packets begin with, a number of the <a
 *     href="https://www.tcpdump.org/linktypes.html">list of link types</a>: 1 is Ethernet, 101 IP.
 *     For a pcapng file that of its first interface (others may have others), or -1 if it has none
 * @param snapLength the most bytes kept of any packet, from 0 to 2³²−1, as the file states it; 0
 *     means no limit. For a pcapng file that of its first interface
 * @param packets how many complete packets there are
 * @param bytes length of the file as it is stored
 * @param wireBytes the lengths of the packets on the wire, added up: what was sent, also where the
 *     capture kept only the beginning of each packet
 * @param firstPacket the earliest time of a packet, wherever in the file it is; null if no packet
 *     has one
 * @param lastPacket the latest time of a packet; null if no packet has one
 * @param inTimeOrder whether no packet is earlier than the one before it; packets without a time
 *     are left out
 * @param truncated whether the file ends inside a record, as it does when its writer or its
 *     download was stopped. The incomplete packet is not counted
 */
public record PcapFile(
    Path path,
    Format format,
    int linkType,
    long snapLength,
    long packets,
    long bytes,
    long wireBytes,
    @Nullable Instant firstPacket,
    @Nullable Instant lastPacket,
    boolean inTimeOrder,
    boolean truncated) {

  private static final int BUFFER = 256 * 1024;
  private static final int LARGE = 16 * 1024 * 1024;

  /** How a capture file is built. */
  public enum Format {
    /** The classic format of libpcap and tcpdump, which Cloudflare's captures have. */
    PCAP,
    /** The format of newer Wireshark versions, with several sections and interfaces. */
    PCAPNG
  }

  /** Checks that path and format are there. */
  public PcapFile {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(format, "format");
  }

  /**
   * Reads a complete capture file, record by record, and reports what is in it.
   *
   * <p>Reads classic pcap of either byte order with times to the microsecond or nanosecond, pcapng
   * of any number of sections and interfaces, and either compressed with gzip; the counts and times
   * are those of Wireshark's {@code capinfos} (which shows no times once a packet has none). Needs
   * a buffer of 256 KiB whatever the size. A file that ends inside a record is {@link #truncated},
   * not refused. What is appended while it is read is left out.
   *
   * @throws NotPcapException if it is not a capture file, ends inside its file header, or holds a
   *     record or block that cannot be one, such as a packet of more than 262144 bytes (the limit
   *     of libpcap), or gzip data with a wrong checksum
   * @throws IOException if the file cannot be read, or is not a regular file, as a pipe; {@link
   *     java.nio.channels.ClosedByInterruptException} if the thread is interrupted
   */
  public static PcapFile inspect(Path path) throws IOException {
    return read(path, null);
  }

  /**
   * Reports what is in a capture file, as {@link #inspect} does, and shows each packet to a visitor
   * on the way: one pass, in place, without an object for each packet.
   *
   * <pre>{@code
   * long[] bytesPerMinute = new long[60];
   * PcapFile.scan(file, (second, nano, length, linkType, data) ->
   *     bytesPerMinute[(int) (second / 60 % 60)] += length);
   * }</pre>
   *
   * <p>The visitor sees the complete packets of a truncated file, and those before the damage of a
   * damaged one. What it throws propagates unchanged.
   *
   * @throws NotPcapException as {@link #inspect} does
   * @throws IOException as {@link #inspect} does
   */
  public static PcapFile scan(Path path, PacketVisitor visitor) throws IOException {
    return read(path, Objects.requireNonNull(visitor, "visitor"));
  }

  private static PcapFile read(Path path, @Nullable PacketVisitor visitor) throws IOException {
    requireRegular(path);
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      long size = channel.size();
      return read(path, channel::read, size, visitor);
    }
  }

  /** A pipe has no length: it would pass for an empty file, and one without a writer blocks. */
  static void requireRegular(Path path) throws FileSystemException {
    if (Files.isDirectory(path)) {
      throw new FileSystemException(path.toString(), null, "a directory, not a capture file");
    }
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw new FileSystemException(
          path.toString(), null, "not a regular file; PcapReader reads from pipes");
    }
  }

  static PcapFile read(Path path, Window.Source source, long size, @Nullable PacketVisitor visitor)
      throws IOException {
    Records records = Records.ofFile(path.toString(), source, size, buffer(size));
    Totals totals = new Totals();
    while (records.next()) {
      totals.add(records);
      if (visitor != null) {
        show(records, visitor);
      }
    }
    return of(path, records, totals, size);
  }

  private static void show(Records packet, PacketVisitor visitor) throws IOException {
    visitor.packet(
        packet.second(),
        packet.nano(),
        packet.original(),
        packet.linkType(),
        packet.file().view(packet.data(), packet.captured()));
  }

  /**
   * A direct buffer saves a copy, but stays until a collection: a service that inspects thousands
   * of small files between two would run out of them.
   */
  private static ByteBuffer buffer(long size) throws IOException {
    return size < LARGE
        ? ByteBuffer.allocate((int) Math.min(BUFFER, size))
        : DirectMemory.allocate(BUFFER);
  }

  private static PcapFile of(Path path, Records records, Totals totals, long bytes) {
    return new PcapFile(
        path,
        records.format(),
        records.fileLinkType(),
        records.snapLength(),
        totals.packets(),
        bytes,
        totals.wireBytes(),
        totals.first(),
        totals.last(),
        totals.inTimeOrder(),
        records.truncated());
  }

  /** All components, the link type with its name where it is a usual one. */
  @Override
  public String toString() {
    return "PcapFile[path="
        + (path + ", format=" + format + ", linkType=" + LinkType.name(linkType))
        + (", snapLength=" + snapLength + ", packets=" + packets + ", bytes=" + bytes)
        + (", wireBytes=" + wireBytes + ", firstPacket=" + firstPacket)
        + (", lastPacket=" + lastPacket + ", inTimeOrder=" + inTimeOrder)
        + (", truncated=" + truncated + "]");
  }

  /** What was just written: a complete classic file. */
  static PcapFile written(Path path, ClassicHeader header, Totals totals, long bytes) {
    return new PcapFile(
        path,
        Format.PCAP,
        header.linkType(),
        header.snapLength(),
        totals.packets(),
        bytes,
        totals.wireBytes(),
        totals.first(),
        totals.last(),
        totals.inTimeOrder(),
        false);
  }
}
