package io.github.cloudflarepcaps.pcapfile;

import io.github.cloudflarepcaps.internal.file.FileWriteException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A compressed part of a merge, unpacked to a file: a few open files serve any number of parts,
 * which a running decompression for each would not.
 *
 * @param truncated whether the compressed data ended early; what there was is in the file
 * @param damage what is wrong with the compressed data; what came before it is in the file
 */
record UnpackedPart(Path file, boolean truncated, @Nullable NotPcapException damage) {

  private static final int BUFFER = 64 * 1024;

  static boolean isPacked(Path part) throws IOException {
    ByteBuffer start = ByteBuffer.allocate(GzipSource.MAGIC_LENGTH);
    try (FileChannel channel = FileChannel.open(part, StandardOpenOption.READ)) {
      while (start.hasRemaining() && channel.read(start) >= 0) {
        // A read may return fewer bytes than there are.
      }
    }
    return GzipSource.isGzip(start.array());
  }

  /** Unpacks a part into a file, which exists and is the caller's to delete. */
  static UnpackedPart unpack(Path part, Path file) throws IOException {
    try (FileChannel from = FileChannel.open(part, StandardOpenOption.READ);
        FileChannel to = FileChannel.open(file, StandardOpenOption.WRITE);
        GzipSource gzip = new GzipSource(part.toString(), from::read)) {
      ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
      while (gzip.read(buffer.clear(), to.position()) >= 0) {
        write(buffer.flip(), to, file);
      }
      return new UnpackedPart(file, gzip.truncated(), null);
    } catch (NotPcapException e) {
      return new UnpackedPart(file, false, e);
    }
  }

  /** Why a part whose unpacked content does not begin as a capture is refused. */
  NotPcapException explain(String part, NotPcapException refusal) {
    if (damage != null) {
      return damage;
    }
    return truncated
        ? new NotPcapException(part + " ends inside its file header: its gzip data is truncated")
        : refusal;
  }

  private static void write(ByteBuffer bytes, FileChannel to, Path file) throws IOException {
    try {
      while (bytes.hasRemaining()) {
        to.write(bytes);
      }
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      throw FileWriteException.of(file, e);
    }
  }
}
