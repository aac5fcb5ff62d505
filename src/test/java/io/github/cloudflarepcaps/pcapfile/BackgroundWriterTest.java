package io.github.cloudflarepcaps.pcapfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written in the background arrives in order, or the failure comes out. */
class BackgroundWriterTest {

  @TempDir Path folder;

  @Test
  void everythingIsWrittenInOrder() throws IOException {
    Path file = folder.resolve("numbers");
    int count = 1_000_000;
    try (BackgroundWriter writer = new BackgroundWriter(create(file), file)) {
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
  void aFailedWriteComesOutAtTheLatestAtTheEnd() throws IOException {
    FileChannel channel = create(folder.resolve("closed"));
    channel.close();
    try (BackgroundWriter writer = new BackgroundWriter(channel, Path.of("merged.pcap"))) {
      writer.room(1).put((byte) 1);

      assertThatThrownBy(writer::finish)
          .isInstanceOf(FileSystemException.class)
          .hasMessage("merged.pcap: cannot be written: ClosedChannelException")
          .hasCauseInstanceOf(ClosedChannelException.class);
    }
  }

  @Test
  void anInterruptEndsTheWaitAndClosingEndsTheThread() throws Exception {
    Stuck channel = new Stuck();
    BackgroundWriter writer = new BackgroundWriter(channel, Path.of("merged.pcap"));
    writer.room(1).put((byte) 1);

    Thread.currentThread().interrupt();
    assertThatThrownBy(writer::finish).isInstanceOf(ClosedByInterruptException.class);
    assertThat(Thread.interrupted()).isTrue();

    Thread writing = channel.writing.get();
    writer.close();
    writing.join();
    assertThat(channel.isOpen()).isFalse();
  }

  /** A channel that never gets a byte written. */
  private static final class Stuck implements WritableByteChannel {
    private final CompletableFuture<Thread> writing = new CompletableFuture<>();
    private volatile boolean open = true;

    @Override
    public int write(ByteBuffer from) throws IOException {
      writing.complete(Thread.currentThread());
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        throw new ClosedByInterruptException();
      }
      return 0;
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

  private static FileChannel create(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }
}
