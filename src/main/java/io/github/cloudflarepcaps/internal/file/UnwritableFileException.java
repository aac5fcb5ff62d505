package io.github.cloudflarepcaps.internal.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A failure of the local file. A type of its own distinguishes it from an {@link
 * UncheckedIOException} that the user's own code throws.
 */
public final class UnwritableFileException extends UncheckedIOException {
  private static final long serialVersionUID = 1L;

  public UnwritableFileException(Path file, IOException cause) {
    super(FileWriteException.of(file, cause).getMessage(), cause);
  }

  private UnwritableFileException(String message, IOException cause) {
    super(message, cause);
  }

  /** A copy whose message begins with the step of a job in which the failure happened. */
  public UnwritableFileException during(String step) {
    UnwritableFileException copy =
        new UnwritableFileException(step + ": " + getMessage(), Objects.requireNonNull(getCause()));
    copy.setStackTrace(getStackTrace());
    return copy;
  }
}
