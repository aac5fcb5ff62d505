package io.github.cloudflarepcaps.pcapfile;

import io.github.cloudflarepcaps.internal.file.DirectMemory;
import io.github.cloudflarepcaps.internal.file.ReplacedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Joins capture files into one, packet by packet in the order of time, as Wireshark's {@code
 * mergecap -F pcap} does.
 *
 * <p>A full capture leaves one file for each machine that saw traffic; this makes one of them.
 */
public final class PcapMerger {

  /**
   * At most this for the buffers of all parts, whatever their number. They are one, outside the
   * heap: the system reads into it without a copy, an eighth of the time of a merge (measured).
   */
  private static final int BUFFERS = 16 * 1024 * 1024;

  private static final int LARGEST_BUFFER = 64 * 1024;
  private static final int SMALLEST_BUFFER = 512;

  private PcapMerger() {}

  /**
   * Merges classic pcap files into {@code target}, which is replaced only when the result is whole.
   *
   * <p>The next packet is always the earliest of those at which the parts stand; of equally early
   * ones, that of the part given first ({@code mergecap} takes the one given last). So packets that
   * are out of order within a part stay in that order. Byte order and resolution may differ: times
   * are kept to the nanosecond if any part does so. The snap length is the largest. A part that is
   * cut short gives its whole packets ({@link PcapFile#inspect} tells which it is). A part may be
   * given twice, and may be the target.
   *
   * <p>There may be thousands of parts: at most 64 files are open at a time, and the buffers take
   * about 24 MiB at most, outside the heap. The file is written in the target's folder under a
   * temporary name, then moved; on a failure or an interrupt the target keeps what it had, and no
   * other file stays.
   *
   * @param parts the files to merge, at least one
   * @param target the file to write; if there is one, it is replaced, and keeps its POSIX
   *     permissions but for those the process's umask takes
   * @return what is in the merged file
   * @throws IllegalArgumentException if there are no parts
   * @throws NotPcapException if a part is not classic pcap or is damaged; the message names it
   * @throws IOException if parts have different link types (the message names both), one cannot be
   *     read, or the target cannot be written; {@link java.nio.channels.ClosedByInterruptException}
   *     if the thread is interrupted
   */
  public static PcapFile merge(List<Path> parts, Path target) throws IOException {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("parts is empty: give at least one file to merge");
    }
    try (OpenFiles files = new OpenFiles()) {
      List<MergePart> opened = open(files, parts);
      ClassicHeader header = commonHeader(opened);
      try (ReplacedFile merged = ReplacedFile.create(target, totalSize(opened))) {
        RecordWriter writer = new RecordWriter(merged::room, header);
        mergeByTime(opened, writer);
        long bytes = merged.finish();
        // Windows replaces no file that is open, and the target may be one of the parts.
        files.release();
        merged.publish();
        return PcapFile.written(target, header, writer.totals(), bytes);
      }
    }
  }

  private static List<MergePart> open(OpenFiles files, List<Path> parts) throws IOException {
    int each = bufferSize(parts);
    ByteBuffer buffers = DirectMemory.allocate(each * parts.size());
    List<MergePart> opened = new ArrayList<>(parts.size());
    for (Path part : parts) {
      int number = opened.size();
      opened.add(MergePart.open(files, number, part, buffers.slice(number * each, each)));
    }
    return opened;
  }

  /** No more than the largest part can fill. */
  private static int bufferSize(List<Path> parts) throws IOException {
    long largest = 0;
    for (Path part : parts) {
      PcapFile.requireRegular(part);
      largest = Math.max(largest, Files.size(part));
    }
    long most = Math.min(LARGEST_BUFFER, BUFFERS / parts.size());
    return (int) Math.max(SMALLEST_BUFFER, Math.min(largest, most));
  }

  private static void mergeByTime(List<MergePart> parts, RecordWriter merged) throws IOException {
    PartQueue queue = new PartQueue(parts.size());
    for (MergePart part : parts) {
      if (part.next()) {
        queue.add(part);
      }
    }
    while (!queue.isEmpty()) {
      MergePart earliest = queue.earliest();
      merged.append(earliest.record());
      if (earliest.next()) {
        queue.earliestMoved();
      } else {
        queue.removeEarliest();
      }
    }
  }

  private static long totalSize(List<MergePart> parts) {
    return parts.stream().mapToLong(part -> part.file().size()).sum();
  }

  private static ClassicHeader commonHeader(List<MergePart> parts) throws IOException {
    MergePart first = parts.get(0);
    ClassicHeader common = first.header();
    for (MergePart part : parts) {
      checkLinkType(first, part);
      common = join(common, part.header());
    }
    return common;
  }

  private static void checkLinkType(MergePart first, MergePart part) throws IOException {
    int expected = first.header().linkType();
    int found = part.header().linkType();
    if (found != expected) {
      throw new IOException(
          "files of different link types cannot be merged: "
              + (first.path() + " has " + LinkType.name(expected))
              + (", " + part.path() + " has " + LinkType.name(found)));
    }
  }

  private static ClassicHeader join(ClassicHeader one, ClassicHeader other) {
    boolean sameNetwork = one.network() == other.network();
    return new ClassicHeader(
        ByteOrder.LITTLE_ENDIAN,
        one.nanoseconds() || other.nanoseconds(),
        Math.max(limit(one), limit(other)),
        // Where the parts disagree on the frame check sequence, nothing is said about it.
        sameNetwork ? one.network() : one.linkType());
  }

  /** No limit stated is the largest a packet can be, as in mergecap. */
  private static long limit(ClassicHeader header) {
    return header.snapLength() == 0 ? Records.MAX_CAPTURED : header.snapLength();
  }
}
