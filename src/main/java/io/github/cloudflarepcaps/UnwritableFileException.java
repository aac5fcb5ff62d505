package io.github.cloudflarepcaps;

import io.github.cloudflarepcaps.internal.file.FileWriteException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Objects;

/** Trouble with the local file, which must not be taken for what a user's own code throws. */
final class UnwritableFileException extends UncheckedIOException {
  private static final long serialVersionUID = 1L;

  UnwritableFileException(Path file, IOException cause) {
    super(FileWriteException.of(file, cause).getMessage(), cause);
  }

  private UnwritableFileException(String message, IOException cause) {
    super(message, cause);
  }

  /** The same, told with the step of a job it happened in. */
  UnwritableFileException during(String step) {
    return new UnwritableFileException(
        step + ": " + getMessage(), Objects.requireNonNull(getCause()));
  }
}
