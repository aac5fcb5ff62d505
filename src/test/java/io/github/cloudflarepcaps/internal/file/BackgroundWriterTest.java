package io.github.cloudflarepcaps.internal.file;

import static io.github.cloudflarepcaps.Failing.failsWith;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Bytes written in the background arrive in order, or the failure is thrown. */
@Timeout(60)
class BackgroundWriterTest {

  private static final int LARGE = 6 << 20;

  @TempDir private Path directory;

  @Test
  void everythingIsWrittenInOrder() throws IOException {
    Path file = directory.resolve("numbers");
    int count = 3_000_000;
    try (BackgroundWriter writer = new BackgroundWriter(create(file), Long.MAX_VALUE)) {
      for (int i = 0; i < count; i++) {
        writer.room(Integer.BYTES).putInt(Integer.reverseBytes(i));
      }
      assertThat(writer.finish()).isEqualTo(4L * count);
    }

    byte[] expected = new byte[4 * count];
    for (int i = 0; i < count; i++) {
      ByteBuffer.wrap(expected).putInt(4 * i, i);
    }
    assertThat(Files.readAllBytes(file)).isEqualTo(expected);
  }

  @Test
  void expectedLengthIsNotALimit() throws IOException {
    Path file = directory.resolve("longer");
    try (BackgroundWriter writer = new BackgroundWriter(create(file), 1)) {
      assertThat(writer.room(1).capacity()).isLessThan(10_000);
      fill(writer, LARGE);

      assertThat(writer.finish()).isEqualTo(LARGE);
    }
    assertThat(file).hasSize(LARGE);
  }

  @Test
  void failedWriteIsThrownAtTheEndAtTheLatest() throws IOException {
    FileChannel channel = create(directory.resolve("closed"));
    channel.close();
    try (BackgroundWriter writer = new BackgroundWriter(channel, Long.MAX_VALUE)) {
      writer.room(1).put((byte) 1);

      failsWith(ClosedChannelException.class, writer::finish);
    }
  }

  @Test
  void failureOfTheThreadIsThrownUnchanged() throws IOException {
    IOException full = new IOException("disk full");
    FullAfter channel = new FullAfter(5 << 20, full);
    try (BackgroundWriter writer = new BackgroundWriter(channel, Long.MAX_VALUE)) {
      assertThat(failsWith(IOException.class, () -> fill(writer, 2 * LARGE))).isSameAs(full);
    }
  }

  @Test
  void interruptEndsTheWaitAndClosingEndsTheThread() throws Exception {
    StuckAfter channel = new StuckAfter(5 << 20);
    BackgroundWriter writer = new BackgroundWriter(channel, Long.MAX_VALUE);
    fill(writer, LARGE);
    Thread writing = channel.writing.get();

    Thread.currentThread().interrupt();
    failsWith(ClosedByInterruptException.class, writer::finish);
    assertThat(Thread.interrupted()).isTrue();

    writer.close();
    writing.join();
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void threadInheritsNothing() throws Exception {
    InheritableThreadLocal<String> tenant = new InheritableThreadLocal<>();
    tenant.set("tenant");
    CompletableFuture<String> inherited = new CompletableFuture<>();
    CompletableFuture<ClassLoader> loader = new CompletableFuture<>();
    Sink channel =
        new Sink() {
          @Override
          void accept(long soFar) {
            if (soFar > 5 << 20) {
              inherited.complete(tenant.get());
              loader.complete(Thread.currentThread().getContextClassLoader());
            }
          }
        };
    try (BackgroundWriter writer = new BackgroundWriter(channel, Long.MAX_VALUE)) {
      fill(writer, LARGE);
      writer.finish();
    }
    assertThat(inherited.get()).isNull();
    assertThat(loader.get()).isNotSameAs(Thread.currentThread().getContextClassLoader());
    tenant.remove();
  }

  private static void fill(BackgroundWriter writer, int bytes) throws IOException {
    for (int i = 0; i < bytes; i++) {
      writer.room(1).put((byte) i);
    }
  }

  private static FileChannel create(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  /** A channel that accepts everything. */
  private static class Sink implements WritableByteChannel {
    private long soFar;
    private volatile boolean open = true;

    void accept(long all) throws IOException {}

    @Override
    public int write(ByteBuffer from) throws IOException {
      int count = from.remaining();
      soFar += count;
      accept(soFar);
      from.position(from.limit());
      return count;
    }

    @Override
    public boolean isOpen() {
      return open;
    }

    @Override
    public void close() {
      open = false;
    }
  }

  private static final class FullAfter extends Sink {
    private final long most;
    private final IOException failure;

    FullAfter(long most, IOException failure) {
      this.most = most;
      this.failure = failure;
    }

    @Override
    void accept(long soFar) throws IOException {
      if (soFar > most) {
        throw failure;
      }
    }
  }

  private static final class StuckAfter extends Sink {
    private final long most;
    private final CompletableFuture<Thread> writing = new CompletableFuture<>();

    StuckAfter(long most) {
      this.most = most;
    }

    @Override
    void accept(long soFar) throws IOException {
      if (soFar > most) {
        writing.complete(Thread.currentThread());
        try {
          new CountDownLatch(1).await();
        } catch (InterruptedException e) {
          throw new ClosedByInterruptException();
        }
      }
    }
  }
}
