package io.github.cloudflarepcaps.internal.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Numbered files in a directory beside a target, on its disk, until a job is done. */
public final class TemporaryDirectory implements AutoCloseable {
  private final Path directory;
  private boolean closed; // guarded by this object's lock

  private TemporaryDirectory(Path directory) {
    this.directory = directory;
  }

  /** Creates it. The caller closes it. */
  public static TemporaryDirectory beside(Path target) throws FileWriteException {
    try {
      Path parent = TemporaryFiles.resolve(target).getParent();
      return new TemporaryDirectory(Files.createTempDirectory(parent, ".pcap-parts-"));
    } catch (IOException e) {
      throw FileWriteException.of(target, e);
    }
  }

  /** The path of a file, which may not exist yet. */
  public Path path(int number) {
    return directory.resolve(number + ".pcap");
  }

  /** Opens a file for writing, empty. */
  public synchronized OutputStream open(int number) throws IOException {
    if (closed) {
      throw new IOException("the temporary files are deleted already");
    }
    return Files.newOutputStream(
        path(number),
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE);
  }

  /**
   * Deletes everything. On Windows a file that another thread has open stays; that thread calls
   * this again when it ends.
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
      // Open on Windows, or deleted before. A target that is in place is no failure.
    }
  }
}
