package io.github.cloudflarepcaps;

import io.github.cloudflarepcaps.internal.file.FileWriteException;
import io.github.cloudflarepcaps.internal.file.ReplacedFile;
import io.github.cloudflarepcaps.internal.file.UnwritableFileException;
import io.github.cloudflarepcaps.pcapfile.NotPcapException;
import io.github.cloudflarepcaps.pcapfile.PcapFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * A simple capture's file, as it is being downloaded. Its first bytes have been checked: it is a
 * capture file, not an error page. Close it, in a {@code try} statement:
 *
 * <pre>{@code
 * try (PcapDownload download = client.pcaps().download(id)) {
 *   download.stream().transferTo(out);
 * }
 * }</pre>
 *
 * <p>The client's timeout no longer applies once the first byte has arrived; from then on, only
 * silence longer than the client's {@code readTimeout} ends the download. For one thread at a time.
 */
public final class PcapDownload implements AutoCloseable {
  private final DownloadStream stream;
  private final CallContext context;

  PcapDownload(DownloadStream stream, CallContext context) {
    this.stream = stream;
    this.context = context;
  }

  /**
   * The bytes of the file, the same stream for each call. A truncated body is an {@link
   * IOException}, never a silent end; silence is a {@link java.net.SocketTimeoutException}, an
   * interrupt an {@link InterruptedIOException} with the thread's flag set.
   */
  public InputStream stream() {
    return stream;
  }

  /** The length of the file in bytes, if the server states it. */
  public OptionalLong contentLength() {
    return stream.length() < 0 ? OptionalLong.empty() : OptionalLong.of(stream.length());
  }

  /**
   * Writes the rest of the stream to a temporary file, verifies that it is a complete capture, and
   * only then replaces the target. An existing file keeps its POSIX permissions, and its owner and
   * group where the process may set them.
   *
   * <p>On a failure the target keeps its content, and the temporary file is deleted. There is one
   * exception: if only the final move fails, as it does if the target is a mount point, the
   * complete capture stays under its temporary name, which the exception reports.
   *
   * @throws TransportException if the connection breaks or falls silent
   * @throws UnexpectedResponseException if the body is not a complete capture file
   * @throws CallInterruptedException if this thread is interrupted
   * @throws UncheckedIOException if the file cannot be written; it names the path
   */
  public PcapFile saveTo(Path file) {
    return saveTo(file, (soFar, total) -> {});
  }

  PcapFile saveTo(Path file, ProgressListener listener) {
    Objects.requireNonNull(file, "file");
    Runnable progress = () -> listener.onBytes(stream.count(), stream.length());
    try {
      return at(file, ReplacedFile.write(file, this::fill, progress, this::verify));
    } catch (FileWriteException e) { // no more than this type, since a listener may throw any other
      throw new UnwritableFileException(file, e);
    } catch (ClosedByInterruptException e) {
      throw interrupted();
    }
  }

  private int fill(ByteBuffer piece) {
    try {
      return stream.fill(piece);
    } catch (InterruptedIOException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw interrupted();
      }
      throw broken(e);
    } catch (IOException e) {
      throw broken(e);
    }
  }

  private PcapFile verify(Path content) throws IOException {
    PcapFile file;
    try {
      file = PcapFile.inspect(content);
    } catch (NotPcapException e) {
      throw incomplete(String.valueOf(e.getMessage()).replace(content.toString(), "it"));
    }
    if (file.truncated()) {
      throw incomplete("its last packet is incomplete");
    }
    return file;
  }

  /** What was verified under a temporary name, under the name it has now. */
  private static PcapFile at(Path path, PcapFile file) {
    return new PcapFile(
        path,
        file.format(),
        file.linkType(),
        file.snapLength(),
        file.packets(),
        file.bytes(),
        file.wireBytes(),
        file.firstPacket(),
        file.lastPacket(),
        file.inTimeOrder(),
        file.truncated());
  }

  private UnexpectedResponseException incomplete(String reason) {
    return new UnexpectedResponseException(
        context.call() + " returned a body that is not a complete capture file: " + reason,
        context);
  }

  private TransportException broken(IOException cause) {
    String type = cause.getClass().getSimpleName();
    String reason = cause.getMessage() == null ? type : type + ": " + cause.getMessage();
    return new TransportException(
        context.call() + " broke off after " + stream.count() + " bytes: " + reason,
        cause,
        context);
  }

  private CallInterruptedException interrupted() {
    return new CallInterruptedException(
        context.call() + " was interrupted after " + stream.count() + " bytes", context);
  }

  /** Whether the connection broke, so that another attempt may succeed. */
  boolean isBroken() {
    return stream.isBroken();
  }

  /** Ends the exchange at once if the stream is not at its end. Idempotent. */
  @Override
  public void close() {
    stream.close();
  }

  /** The call that returned it. */
  @Override
  public String toString() {
    return "PcapDownload[" + context.call() + ", " + contentLength() + "]";
  }
}
