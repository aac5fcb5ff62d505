package io.github.cloudflarepcaps.internal.file;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when a local file cannot be written. The message names the file and the reason.
 *
 * <p>A type of its own, so that a caller can tell it from an {@code IOException} that a user's code
 * throws in between.
 */
public final class FileWriteException extends FileSystemException {

  private static final long serialVersionUID = 1L;

  private FileWriteException(
      Path target, @Nullable Path kept, String reason, @Nullable IOException cause) {
    super(target.toString(), kept == null ? null : kept.toString(), reason);
    initCause(cause);
  }

  static FileWriteException refused(Path target, String reason) {
    return new FileWriteException(target, null, reason, null);
  }

  /** The cause itself if it is of this type already. */
  public static FileWriteException of(Path target, IOException cause) {
    if (cause instanceof FileWriteException failure) {
      return failure;
    }
    return new FileWriteException(target, null, reason(cause), cause);
  }

  static FileWriteException of(Path target, String reason, IOException cause) {
    return new FileWriteException(target, null, reason, cause);
  }

  /** The content is complete and verified, only the last step failed: it is not thrown away. */
  static FileWriteException kept(Path target, Path content, IOException cause) {
    String reason =
        "the complete file could not be moved there ("
            + reason(cause)
            + ") and is kept as "
            + content
            + ": move it by hand. A file that is a mount of its own cannot be replaced; mount its"
            + " directory instead";
    return new FileWriteException(target, content, reason, cause);
  }

  @Override
  public String getMessage() {
    return "cannot write " + getFile() + ": " + getReason();
  }

  /** The message of a file system's exception is often a path only: its class says the rest. */
  private static String reason(IOException cause) {
    String type = cause.getClass().getSimpleName();
    return cause.getMessage() == null ? type : type + ": " + cause.getMessage();
  }
}
