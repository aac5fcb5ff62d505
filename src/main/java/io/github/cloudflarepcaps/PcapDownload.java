package io.github.cloudflarepcaps;

import io.github.cloudflarepcaps.pcapfile.PcapFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * The file of a simple capture while it comes. Its first bytes have been checked: it is a capture
 * file and no error page. Whoever receives it closes it, in a {@code try} statement:
 *
 * <pre>{@code
 * try (PcapDownload download = client.pcaps().download(id)) {
 *   download.stream().transferTo(out);
 * }
 * }</pre>
 *
 * <p>The client's timeout has ended with the first byte; from there on only silence longer than the
 * client's {@code readTimeout} ends the download. For one thread at a time.
 */
public final class PcapDownload implements AutoCloseable {
  private final DownloadStream stream;
  private final CallContext context;
  private boolean telling;

  PcapDownload(DownloadStream stream, CallContext context) {
    this.stream = stream;
    this.context = context;
  }

  /**
   * The bytes. A body that is cut short is an {@link IOException}, never a silent end; silence is a
   * {@link java.net.SocketTimeoutException}, an interrupt an {@link InterruptedIOException} with
   * the thread's flag set. Each call gives the same stream.
   */
  public InputStream stream() {
    return stream;
  }

  /** How many bytes the file has, if the server says so. */
  public OptionalLong contentLength() {
    return stream.length() < 0 ? OptionalLong.empty() : OptionalLong.of(stream.length());
  }

  /**
   * Writes the rest of the stream to a file, checks that it is a whole capture file, and only then
   * replaces what the file had. On any failure the file keeps what it had, and no other stays. A
   * file that was there keeps its POSIX permissions, but for those the process's umask takes.
   *
   * @throws TransportException if the connection breaks or falls silent
   * @throws UnexpectedResponseException if what came is not a whole capture file
   * @throws CallInterruptedException if this thread is interrupted
   * @throws UncheckedIOException that names the path, if the file cannot be written
   */
  public PcapFile saveTo(Path file) {
    return saveTo(file, (soFar, total) -> {});
  }

  PcapFile saveTo(Path file, ProgressListener progress) {
    Objects.requireNonNull(file, "file");
    try (WholeFile whole = WholeFile.open(file)) {
      copy(whole.writer(), progress);
      PcapFile verified = verify(whole.part());
      whole.moveIntoPlace();
      return at(file, verified);
    } catch (IOException e) {
      if (telling) {
        PcapDownload.<RuntimeException>rethrow(e);
      }
      if (Thread.currentThread().isInterrupted()) {
        throw interrupted();
      }
      throw new UnwritableFileException(file, e);
    }
  }

  private void copy(PieceWriter writer, ProgressListener progress) throws IOException {
    while (fill(writer.piece()) >= 0) {
      writer.write();
      telling = true;
      progress.onBytes(stream.count(), stream.length());
      telling = false;
    }
    writer.finish();
  }

  /** What a listener throws although Java's compiler would refuse it; Kotlin's does not. */
  @SuppressWarnings("unchecked")
  private static <E extends Exception> void rethrow(IOException thrown) throws E {
    throw (E) thrown;
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

  private PcapFile verify(Path part) throws IOException {
    PcapFile file;
    try {
      file = PcapFile.inspect(part);
    } catch (io.github.cloudflarepcaps.pcapfile.NotPcapException e) {
      throw notWhole(String.valueOf(e.getMessage()).replace(part.toString(), "it"));
    }
    if (file.truncated()) {
      throw notWhole("its last packet is cut short");
    }
    return file;
  }

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

  private UnexpectedResponseException notWhole(String why) {
    return new UnexpectedResponseException(
        context.call() + " answered, but not with a whole capture file: " + why, context);
  }

  private TransportException broken(IOException cause) {
    return new TransportException(
        context.call()
            + " broke off after "
            + stream.count()
            + " bytes: "
            + WholeFile.reason(cause),
        cause,
        context);
  }

  private CallInterruptedException interrupted() {
    return new CallInterruptedException(
        context.call() + " was interrupted after " + stream.count() + " bytes", context);
  }

  /** Whether the connection broke, so that another try may go better. */
  boolean isBroken() {
    return stream.isBroken();
  }

  /** Ends the exchange at once if the stream is not at its end. Idempotent. */
  @Override
  public void close() {
    stream.close();
  }

  /** The call it came from. */
  @Override
  public String toString() {
    return "PcapDownload[" + context.call() + ", " + contentLength() + "]";
  }
}
