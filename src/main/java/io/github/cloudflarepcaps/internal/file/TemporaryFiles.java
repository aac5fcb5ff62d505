package io.github.cloudflarepcaps.internal.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;

/** Files beside a target, on its disk, until a job is done. */
public final class TemporaryFiles {

  private TemporaryFiles() {}

  /** A path that no file has yet, in the directory of the target. */
  static Path nameBeside(Path target) {
    return target.resolveSibling(".pcap-" + UUID.randomUUID() + ".tmp");
  }

  /** Creates an empty file that only its owner may read. The caller deletes it. */
  public static Path createBeside(Path target) throws FileWriteException {
    try {
      Path file = nameBeside(resolve(target));
      return Files.createFile(file, ownerOnly(file));
    } catch (IOException e) {
      throw FileWriteException.of(target, e);
    }
  }

  /** Follows a link, so that what is beside the target is on its disk. */
  static Path resolve(Path target) throws IOException {
    return Files.isSymbolicLink(target) ? target.toRealPath() : target.toAbsolutePath();
  }

  private static FileAttribute<?>[] ownerOnly(Path file) {
    boolean posix = Files.getFileAttributeView(file, PosixFileAttributeView.class) != null;
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
