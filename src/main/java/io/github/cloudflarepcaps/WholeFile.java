package io.github.cloudflarepcaps;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A file that is there whole or not at all: it is written beside its target and moved over it at
 * the end. Until then the target keeps what it had.
 */
final class WholeFile implements Closeable {
  private final Path target;
  private final Path part;
  private @Nullable FileChannel channel;

  private WholeFile(Path target, Path part, FileChannel channel) {
    this.target = target;
    this.part = part;
    this.channel = channel;
  }

  /** Opens the temporary file; a target that cannot be replaced is refused here. */
  static WholeFile open(Path file) throws IOException {
    Path target = Files.isSymbolicLink(file) ? file.toRealPath() : file.toAbsolutePath();
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      throw new IOException("it is not a regular file");
    }
    Path part = target.resolveSibling(".pcap-" + UUID.randomUUID() + ".part");
    return new WholeFile(
        target,
        part,
        FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
  }

  /** Where the bytes are until the move. */
  Path part() {
    return part;
  }

  void write(ByteBuffer bytes) throws IOException {
    if (channel == null) {
      throw new IOException("the file is closed");
    }
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** No more bytes come. */
  void finish() throws IOException {
    if (channel != null) {
      channel.close();
      channel = null;
    }
  }

  /** Puts the file in the target's place. */
  void moveIntoPlace() throws IOException {
    finish();
    try {
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
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
    finish();
    Files.deleteIfExists(part);
  }
}
