package io.github.cloudflarepcaps.pcapfile;

import io.github.cloudflarepcaps.internal.file.DirectMemory;
import io.github.cloudflarepcaps.internal.file.ReplacedFile;
import io.github.cloudflarepcaps.internal.file.TemporaryFiles;
import io.github.cloudflarepcaps.pcapfile.PcapMerger.BadPart;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One merge: unpacks and opens its parts, and writes their packets by time. */
final class Merge implements Closeable {

  /**
   * At most this for the buffers of all parts, whatever their number. They are one, outside the
   * heap: the system reads into it without a copy, an eighth of the time of a merge (measured by
   * the benchmark CaptureFiles).
   */
  private static final int BUFFERS = 16 * 1024 * 1024;

  private static final int LARGEST_BUFFER = 64 * 1024;
  private static final int SMALLEST_BUFFER = 512;

  private final List<Path> paths;
  private final Path target;

  /** Null if a bad part is to fail the merge. */
  private final @Nullable Consumer<? super BadPart> onBadPart;

  private final OpenFiles files = new OpenFiles();
  private final List<Path> temporary = new ArrayList<>();

  /** By the number of the part; absent for those that are not compressed. */
  private final Map<Integer, UnpackedPart> unpacked = new HashMap<>();

  private final MergeHeader header = new MergeHeader();
  private @Nullable BadPart firstBad;
  private int badParts;

  Merge(List<Path> paths, Path target, @Nullable Consumer<? super BadPart> onBadPart) {
    this.paths = paths;
    this.target = target;
    this.onBadPart = onBadPart;
  }

  PcapFile run() throws IOException {
    long size = checkParts();
    try (ReplacedFile merged = ReplacedFile.create(target, size)) {
      unpackParts();
      List<MergePart> parts = openParts();
      RecordWriter writer = new RecordWriter(merged::room, header.header());
      mergeByTime(parts, writer);
      requireSomething(writer);
      long bytes = merged.finish();
      // Windows replaces no file that is open, and the target may be one of the parts.
      files.release();
      merged.publish();
      return PcapFile.written(target, writer.header(), writer.totals(), bytes);
    }
  }

  /** Fails before anything is written where a part is not there. Returns their size in all. */
  private long checkParts() throws IOException {
    long size = 0;
    for (Path path : paths) {
      PcapFile.requireRegular(path);
      size += Files.size(path);
    }
    return size;
  }

  private void unpackParts() throws IOException {
    for (int number = 0; number < paths.size(); number++) {
      Path part = paths.get(number);
      if (UnpackedPart.isPacked(part)) {
        Path file = TemporaryFiles.createBeside(target);
        temporary.add(file);
        unpacked.put(number, UnpackedPart.unpack(part, file));
      }
    }
  }

  private List<MergePart> openParts() throws IOException {
    int each = bufferSize();
    ByteBuffer buffers = DirectMemory.allocate(each * paths.size());
    List<MergePart> opened = new ArrayList<>(paths.size());
    for (int number = 0; number < paths.size(); number++) {
      String name = paths.get(number).toString();
      try {
        MergeInput input =
            new MergeInput(
                files,
                number,
                name,
                content(number),
                unpacked.get(number),
                buffers.slice(number * each, each));
        opened.add(MergePart.open(input, header));
      } catch (NotPcapException e) {
        refuse(name, 0, e);
      }
    }
    return opened;
  }

  private Path content(int number) {
    UnpackedPart part = unpacked.get(number);
    return part == null ? paths.get(number) : part.file();
  }

  /** No more than the largest part can fill. */
  private int bufferSize() throws IOException {
    long largest = 0;
    for (int number = 0; number < paths.size(); number++) {
      largest = Math.max(largest, files.size(number, content(number)));
    }
    long most = Math.min(LARGEST_BUFFER, BUFFERS / paths.size());
    return (int) Math.max(SMALLEST_BUFFER, Math.min(largest, most));
  }

  private void mergeByTime(List<MergePart> parts, RecordWriter merged) throws IOException {
    PriorityQueue<MergePart> queue = new PriorityQueue<>();
    for (MergePart part : parts) {
      if (advance(part)) {
        queue.add(part);
      }
    }
    while (!queue.isEmpty()) {
      MergePart earliest = queue.remove();
      merged.append(earliest.records());
      if (advance(earliest)) {
        queue.add(earliest);
      }
    }
  }

  /** Moves the part on to its next packet; false at its end, which may be a bad one. */
  private boolean advance(MergePart part) throws IOException {
    try {
      if (part.next()) {
        return true;
      }
    } catch (NotPcapException e) {
      refuse(part.name(), part.packets(), e);
      return false;
    }
    if (part.truncated() && onBadPart != null) {
      String message = part.truncation();
      report(
          new BadPart(part.name(), BadPart.Reason.TRUNCATED, part.packets(), message), onBadPart);
    }
    return false;
  }

  private void refuse(String part, long packets, NotPcapException e) throws NotPcapException {
    if (onBadPart == null) {
      throw e;
    }
    BadPart.Reason reason = e.isDamage() ? BadPart.Reason.DAMAGED : BadPart.Reason.NOT_A_CAPTURE;
    report(new BadPart(part, reason, packets, String.valueOf(e.getMessage())), onBadPart);
  }

  private void report(BadPart part, Consumer<? super BadPart> listener) {
    badParts++;
    firstBad = firstBad == null ? part : firstBad;
    listener.accept(part);
  }

  private void requireSomething(RecordWriter merged) throws NotPcapException {
    if (firstBad != null && badParts == paths.size() && merged.totals().packets() == 0) {
      throw new NotPcapException(
          "no packet could be read of " + badParts + " files; of the first, " + firstBad.message());
    }
  }

  @Override
  public void close() throws IOException {
    try {
      files.close();
    } finally {
      for (Path file : temporary) {
        Files.deleteIfExists(file);
      }
    }
  }
}
