package io.github.cloudflarepcaps.internal.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Writes a file piece by piece. Beyond 4 MiB one piece is written by a thread of its own while the
 * next is filled: writing is a third of the time of a large download, and half that of a merge.
 */
final class BackgroundWriter implements Closeable {

  /** Name of the thread, by which a test finds it. */
  static final String THREAD = "cloudflare-pcaps writer";

  private static final int SMALLEST_PIECE = 4 << 10;
  private static final int PIECE = 256 << 10;
  private static final long WRITTEN_ALONE = 4 << 20;

  /** Each hand-over wakes a thread. */
  private static final int LARGE_PIECE = 1 << 20;

  private final WritableByteChannel channel;

  // All fields are the calling thread's. The other thread has the full buffer only, from submit()
  // until awaitWritten() returns.
  private ByteBuffer filling;
  private @Nullable ByteBuffer spare;
  private @Nullable ExecutorService thread;
  private Future<?> written = CompletableFuture.completedFuture(null);
  private long bytes;

  /**
   * Takes ownership of the channel.
   *
   * @param expected about how many bytes there will be: fewer than a piece take a smaller buffer
   */
  BackgroundWriter(WritableByteChannel channel, long expected) throws IOException {
    this.channel = channel;
    this.filling = allocate((int) Math.max(SMALLEST_PIECE, Math.min(PIECE, expected)));
  }

  /** The little-endian buffer to fill, with room for that many bytes; not to be kept. */
  ByteBuffer room(int length) throws IOException {
    if (filling.remaining() < length) {
      handOver();
    }
    return filling;
  }

  /** Writes what is left, closes the file, and returns its length. */
  long finish() throws IOException {
    awaitWritten();
    bytes += filling.flip().remaining();
    write(filling);
    channel.close();
    return bytes;
  }

  /** Ends the thread, and closes the file if {@link #finish} did not. */
  @Override
  public void close() throws IOException {
    if (thread != null) {
      thread.shutdownNow();
    }
    channel.close();
  }

  private void handOver() throws IOException {
    ByteBuffer full = filling.flip();
    bytes += full.remaining();
    if (bytes <= WRITTEN_ALONE) {
      write(full);
      filling = full.capacity() < PIECE ? allocate(PIECE) : full.clear();
      return;
    }
    awaitWritten();
    filling = spare == null ? allocate(LARGE_PIECE) : spare.clear();
    spare = full.capacity() < LARGE_PIECE ? null : full;
    written = thread().submit(() -> write(full));
  }

  private @Nullable Void write(ByteBuffer full) throws IOException {
    while (full.hasRemaining()) {
      channel.write(full);
    }
    return null;
  }

  private void awaitWritten() throws IOException {
    try {
      written.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClosedByInterruptException();
    }
  }

  private ExecutorService thread() {
    if (thread == null) {
      thread = Executors.newSingleThreadExecutor(work -> DaemonThread.of(THREAD, work));
    }
    return thread;
  }

  private static ByteBuffer allocate(int size) throws IOException {
    return DirectMemory.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
