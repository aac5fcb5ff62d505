package io.github.cloudflarepcaps;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

/**
 * A file that is there whole or not at all: it is written beside its target and moved over it at
 * the end. Until then the target keeps what it had.
 */
final class WholeFile implements Closeable {
  private static final Set<StandardOpenOption> NEW =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  private final Path target;
  private final Path part;
  private final PieceWriter writer;

  private WholeFile(Path target, Path part, PieceWriter writer) {
    this.target = target;
    this.part = part;
    this.writer = writer;
  }

  /** Opens the temporary file; a target that cannot be replaced is refused here. */
  static WholeFile open(Path file) throws IOException {
    Path target = Files.isSymbolicLink(file) ? file.toRealPath() : file.toAbsolutePath();
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      throw new IOException("it is not a regular file");
    }
    Path part = target.resolveSibling(".pcap-" + UUID.randomUUID() + ".part");
    FileChannel channel = FileChannel.open(part, NEW, permissionsOf(target));
    try {
      return new WholeFile(target, part, new PieceWriter(channel));
    } catch (Throwable e) { // memory for its buffer may be short
      channel.close();
      Files.deleteIfExists(part);
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

  /** Where the bytes are until the move. */
  Path part() {
    return part;
  }

  /** What its bytes are written with. */
  PieceWriter writer() {
    return writer;
  }

  /** Puts the file, which was finished, in the target's place. */
  void moveIntoPlace() throws IOException {
    try { // for disks the first option is enough, an archive wants both
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /**
   * What is wrong: the message of a file system error is often but the path, its class says more.
   */
  static String reason(IOException e) {
    String kind = e.getClass().getSimpleName();
    return e.getMessage() == null ? kind : kind + ": " + e.getMessage();
  }

  /** Leaves nothing of a file that was not moved into place. */
  @Override
  public void close() throws IOException {
    try {
      writer.close();
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
