package io.github.cloudflarepcaps.pcapfile;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

/**
 * A classic pcap file in the making: beside its target under a temporary name, until it is whole
 * and takes the target's place in one step. Closed before that, it leaves nothing.
 */
final class MergedFile implements AutoCloseable {

  private static final Set<StandardOpenOption> NEW =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  private final Path target;
  private final Path temporary;
  private final BackgroundWriter out;
  private final ClassicHeader header;
  private final Totals totals = new Totals();
  private long bytes;

  private MergedFile(Path target, Path temporary, ClassicHeader header, BackgroundWriter out)
      throws IOException {
    this.target = target;
    this.temporary = temporary;
    this.header = header;
    this.out = out;
    header.writeTo(out.room(ClassicHeader.LENGTH));
  }

  /** A link is followed; what is not an ordinary file, such as a device, is never replaced. */
  static MergedFile create(Path target, ClassicHeader header) throws IOException {
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      throw new FileSystemException(target.toString(), null, "not an ordinary file to replace");
    }
    Path real = Files.isSymbolicLink(target) ? target.toRealPath() : target.toAbsolutePath();
    Path folder = real.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new NoSuchFileException(target.toString(), null, "its folder does not exist");
    }
    Path temporary = real.resolveSibling(".pcap-" + UUID.randomUUID() + ".tmp");
    FileChannel channel = FileChannel.open(temporary, NEW, permissionsOf(real));
    try {
      return new MergedFile(real, temporary, header, new BackgroundWriter(channel, target));
    } catch (Throwable e) { // memory for its buffers may be short
      channel.close();
      Files.deleteIfExists(temporary);
      throw e;
    }
  }

  /** What few may read is not replaced by what all may read. */
  private static FileAttribute<?>[] permissionsOf(Path target) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(target, PosixFileAttributeView.class);
    if (view == null || !Files.exists(target)) {
      return new FileAttribute<?>[0];
    }
    return new FileAttribute<?>[] {
      PosixFilePermissions.asFileAttribute(view.readAttributes().permissions())
    };
  }

  /** Appends the packet at which the part stands. */
  void append(MergePart part) throws IOException {
    ClassicRecords record = part.record();
    totals.add(record);
    appendRecordHeader(record);
    long from = record.data();
    int left = record.captured();
    while (left > 0) {
      int copied = part.file().copy(from, left, out.room(1));
      from += copied;
      left -= copied;
    }
  }

  /** Writes what is left and closes the file; to be followed by {@link #replaceTarget}. */
  void finish() throws IOException {
    bytes = out.finish();
  }

  PcapFile replaceTarget(Path asNamed) throws IOException {
    try { // for disks the first option is enough, an archive wants both
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
    }
    return PcapFile.written(asNamed, header, totals, bytes);
  }

  @Override
  public void close() throws IOException {
    try {
      out.close();
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private void appendRecordHeader(ClassicRecords record) throws IOException {
    out.room(ClassicHeader.RECORD_HEADER)
        .putInt((int) record.second())
        .putInt(record.nano() / header.nanosPerUnit())
        .putInt(record.captured())
        .putInt((int) record.original());
  }
}
