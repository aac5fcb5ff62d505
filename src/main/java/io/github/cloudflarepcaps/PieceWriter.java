package io.github.cloudflarepcaps;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Writes a file in pieces of 256 KiB. From 4 MiB on they are of 1 MiB, and one is written by
 * another thread while the next is filled: writing is a third of the time of a large download, and
 * with smaller pieces the handing over takes a fifth of it (measured).
 */
final class PieceWriter implements Closeable {
  private static final int PIECE = 256 << 10;
  private static final int PIECES_ALONE = 16;
  private static final int LARGE_PIECE = 1 << 20;

  private final FileChannel channel;
  private ByteBuffer filling = ByteBuffer.allocateDirect(PIECE);
  private @Nullable ByteBuffer other;
  private @Nullable ExecutorService thread;
  private Future<?> written = CompletableFuture.completedFuture(null);
  private int pieces;

  PieceWriter(FileChannel channel) {
    this.channel = channel;
  }

  /** The piece to fill, to be asked for anew after each {@link #write}. */
  ByteBuffer piece() {
    return filling;
  }

  /** Writes what the piece was filled with; a failure may come with a later piece. */
  void write() throws IOException {
    ByteBuffer full = filling.flip();
    if (pieces < PIECES_ALONE) {
      pieces++;
      writeAll(full);
      filling = pieces < PIECES_ALONE ? full.clear() : ByteBuffer.allocateDirect(LARGE_PIECE);
      return;
    }
    awaitWritten();
    filling = other == null ? ByteBuffer.allocateDirect(LARGE_PIECE) : other.clear();
    other = full;
    written =
        thread()
            .submit(
                () -> {
                  writeAll(full);
                  return null;
                });
  }

  private ExecutorService thread() {
    if (thread == null) {
      thread =
          Executors.newSingleThreadExecutor(
              work -> {
                Thread writer = new Thread(work, "cloudflare-pcaps writer");
                writer.setDaemon(true);
                return writer;
              });
    }
    return thread;
  }

  private void writeAll(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Returns when every piece is in the file. */
  void finish() throws IOException {
    awaitWritten();
    channel.close();
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

  @Override
  public void close() throws IOException {
    if (thread != null) {
      thread.shutdownNow();
    }
    channel.close();
  }
}
