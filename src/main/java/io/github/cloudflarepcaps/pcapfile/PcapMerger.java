package io.github.cloudflarepcaps.pcapfile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Joins capture files into one, packet by packet in the order of time, as Wireshark's {@code
 * mergecap -F pcap} does.
 *
 * <p>A full capture leaves one file for each machine that saw traffic; this makes one of them.
 */
public final class PcapMerger {

  private PcapMerger() {}

  /**
   * A part of a merge of which not all packets could be read.
   *
   * @param part its path, as given
   * @param reason what is wrong with it
   * @param packets how many of its packets are in the merged file
   * @param message what is wrong with it, for people; it names the part
   */
  public record BadPart(String part, Reason reason, long packets, String message) {

    /** What is wrong with a part. */
    public enum Reason {
      /** It does not begin as a capture does: nothing of it could be read. */
      NOT_A_CAPTURE,
      /** It ends inside a record: the complete packets before are in the merged file. */
      TRUNCATED,
      /** It does not continue as a capture: the packets before that are in the merged file. */
      DAMAGED
    }

    /** Checks that all are there. */
    public BadPart {
      Objects.requireNonNull(part, "part");
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(message, "message");
    }
  }

  /**
   * Merges capture files into a classic pcap file, {@code target}, which is replaced only when the
   * result is complete. The parts may be pcap, pcapng, or either compressed with gzip.
   *
   * <p>The next packet is always the earliest of those at which the parts stand; of equally early
   * ones, that of the part given first ({@code mergecap} takes the one given last). So packets that
   * are out of order within a part stay in that order, and a packet without a time stays behind the
   * one before it. Byte order and resolution may differ: times are kept to the nanosecond if any
   * part does so. The snap length is the largest. The link types 12, 14 and 101 are one, written as
   * 101. A truncated part gives its complete packets ({@link PcapFile#inspect} reports which it
   * is). A part may be given twice, and may be the target.
   *
   * <p>There may be thousands of parts: at most 64 files are open at a time, and the buffers take
   * about 20 MiB at most, outside the heap. Compressed parts are unpacked beside the target first.
   * The file is written there under a temporary name, then moved; on a failure or an interrupt the
   * target keeps its content, and no other file stays (see {@link PcapWriter#finish} for the one
   * exception).
   *
   * @param parts the files to merge, at least one
   * @param target the file to write; if it exists, it keeps its POSIX permissions, and its owner
   *     and group where the process may set them
   * @return what is in the merged file
   * @throws IllegalArgumentException if there are no parts
   * @throws NotPcapException if a part is not a capture or is damaged, or has a packet before 1970
   *     or from 2³² seconds on, which classic pcap cannot state; the message names the part
   * @throws IOException if parts have different link types (the message names both), one cannot be
   *     read, or the target cannot be written; {@link java.nio.channels.ClosedByInterruptException}
   *     if the thread is interrupted
   */
  public static PcapFile merge(List<Path> parts, Path target) throws IOException {
    return run(parts, target, null);
  }

  /**
   * Merges as {@link #merge(List, Path)} does, but keeps each packet that can be read: a part that
   * is not a capture, is damaged or is truncated is reported and does not fail the merge. What is
   * not the part's content still does: different link types, and failures to read or write a file.
   *
   * @param onBadPart called once for each bad part, when it is found; what it throws ends the merge
   *     and propagates unchanged
   * @throws NotPcapException if all parts are bad and no packet of any could be read
   */
  public static PcapFile merge(List<Path> parts, Path target, Consumer<? super BadPart> onBadPart)
      throws IOException {
    return run(parts, target, Objects.requireNonNull(onBadPart, "onBadPart"));
  }

  private static PcapFile run(
      List<Path> parts, Path target, @Nullable Consumer<? super BadPart> onBadPart)
      throws IOException {
    List<Path> all = List.copyOf(parts);
    if (all.isEmpty()) {
      throw new IllegalArgumentException("parts is empty: give at least one file to merge");
    }
    try (Merge merge = new Merge(all, target, onBadPart)) {
      return merge.run();
    }
  }
}
