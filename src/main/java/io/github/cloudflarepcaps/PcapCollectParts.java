package io.github.cloudflarepcaps;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The files that parts are fetched into, in a temporary directory beside the target. */
final class PcapCollectParts implements AutoCloseable {
  private final Path directory;
  private boolean closed; // guarded by this object's lock

  private PcapCollectParts(Path directory) {
    this.directory = directory;
  }

  static PcapCollectParts beside(Path target) throws IOException {
    Path real = Files.isSymbolicLink(target) ? target.toRealPath() : target.toAbsolutePath();
    return new PcapCollectParts(Files.createTempDirectory(real.getParent(), ".pcap-parts-"));
  }

  Path path(int part) {
    return directory.resolve(part + ".pcap");
  }

  /** Opens the file of a part, empty. */
  synchronized OutputStream open(int part) throws IOException {
    if (closed) {
      throw new IOException("the parts are deleted already");
    }
    return Files.newOutputStream(
        path(part),
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE);
  }

  /**
   * Deletes everything. On Windows a file that a worker has open stays; that worker calls this
   * again when it ends.
   */
  @Override
  public synchronized void close() {
    closed = true; // from here on no file is added
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        Files.delete(file);
      }
      Files.delete(directory);
    } catch (IOException e) {
      // Open on Windows, or deleted before. A capture that is in place is no failure.
    }
  }
}
