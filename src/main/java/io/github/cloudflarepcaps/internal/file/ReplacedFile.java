package io.github.cloudflarepcaps.internal.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * A file that is replaced completely or not at all: it is written beside its target under a
 * temporary name and moved over it at the end. Until then the target keeps its content.
 *
 * <p>A link is followed. Permissions, owner and group of an existing target are kept where the
 * process may. Closed before {@link #publish}, nothing stays. Failures of the file are {@link
 * FileWriteException}; an interrupt is a {@link ClosedByInterruptException}.
 */
public final class ReplacedFile implements Closeable {

  /** Fills buffers with the content. */
  @FunctionalInterface
  public interface Source {
    /** Returns how many bytes it put into the buffer, or -1 if there are no more. */
    int fill(ByteBuffer buffer);
  }

  /** Verifies the complete content before it is published. */
  @FunctionalInterface
  public interface Check<T> {
    /** Returns what {@link ReplacedFile#write} returns. */
    T check(Path content) throws IOException;
  }

  private static final Set<StandardOpenOption> NEW =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  private final Path named;
  private final Path target;
  private final Path content;
  private final BackgroundWriter writer;
  private boolean kept;

  private ReplacedFile(Path named, Path target, Path content, BackgroundWriter writer) {
    this.named = named;
    this.target = target;
    this.content = content;
    this.writer = writer;
  }

  /**
   * Writes, verifies and publishes a file. What source, progress and check throw ends it, leaves
   * the target unchanged, and propagates unchanged, except that an {@code IOException} of the check
   * is a {@link FileWriteException}.
   *
   * @param progress run after each piece that the source filled
   */
  public static <T> T write(Path target, Source source, Runnable progress, Check<T> check)
      throws FileWriteException, ClosedByInterruptException {
    try (ReplacedFile file = create(target, Long.MAX_VALUE)) {
      while (source.fill(file.room(1)) >= 0) {
        progress.run();
      }
      file.finish();
      T result = file.verify(check);
      file.publish();
      return result;
    }
  }

  /**
   * Opens the temporary file. A target that cannot be replaced is rejected here.
   *
   * @param expected about how many bytes there will be; only the size of a buffer depends on it
   */
  public static ReplacedFile create(Path target, long expected)
      throws FileWriteException, ClosedByInterruptException {
    return attempt(target, () -> open(target, expected));
  }

  private static ReplacedFile open(Path named, long expected) throws IOException {
    Path target = TemporaryFiles.resolve(named);
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      throw FileWriteException.refused(named, "it is not a regular file");
    }
    Path content = TemporaryFiles.nameBeside(target);
    ReplacedAttributes attributes = ReplacedAttributes.of(target);
    FileChannel channel = channel(named, content, attributes);
    try {
      attributes.copyTo(content);
      return new ReplacedFile(named, target, content, new BackgroundWriter(channel, expected));
    } catch (Throwable e) { // there may be no memory for its buffer
      channel.close();
      Files.deleteIfExists(content);
      throw e;
    }
  }

  private static FileChannel channel(Path named, Path content, ReplacedAttributes attributes)
      throws IOException {
    try {
      return FileChannel.open(content, NEW, attributes.forCreation());
    } catch (NoSuchFileException e) {
      throw FileWriteException.of(named, "its directory does not exist", e);
    }
  }

  /** The little-endian buffer to fill, with room for at least that many bytes; not to be kept. */
  public ByteBuffer room(int length) throws FileWriteException, ClosedByInterruptException {
    try { // written out, since it runs twice for each packet
      return writer.room(length);
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      throw FileWriteException.of(named, e);
    }
  }

  /** Writes what is left and closes the file; returns its length. */
  public long finish() throws FileWriteException, ClosedByInterruptException {
    return attempt(named, writer::finish);
  }

  private <T> T verify(Check<T> check) throws FileWriteException, ClosedByInterruptException {
    return attempt(named, () -> check.check(content));
  }

  /**
   * Moves the finished file over its target. Should only that fail, the file stays under its
   * temporary name, and the exception names both.
   */
  public void publish() throws FileWriteException {
    try {
      move();
    } catch (IOException e) {
      kept = true;
      throw FileWriteException.kept(named, content, e);
    }
  }

  private void move() throws IOException {
    try { // a disk needs the first option only, an archive both
      Files.move(
          content, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(content, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Deletes the temporary file unless it was published or has to be kept. */
  @Override
  public void close() throws FileWriteException, ClosedByInterruptException {
    attempt(
        named,
        () -> {
          try {
            writer.close();
          } finally {
            if (!kept) {
              Files.deleteIfExists(content);
            }
          }
          return named;
        });
  }

  @FunctionalInterface
  private interface Action<T> {
    T run() throws IOException;
  }

  private static <T> T attempt(Path named, Action<T> action)
      throws FileWriteException, ClosedByInterruptException {
    try {
      return action.run();
    } catch (FileWriteException | ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      throw FileWriteException.of(named, e);
    }
  }
}
