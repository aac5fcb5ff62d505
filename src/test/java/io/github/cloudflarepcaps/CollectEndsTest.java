package io.github.cloudflarepcaps;

import static io.github.cloudflarepcaps.Failing.failsWith;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudflarepcaps.model.Destination;
import io.github.cloudflarepcaps.model.FullPcapRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * An interrupt, closing the client and {@code readTimeout} end a collect, whatever its reader does.
 */
@Timeout(30)
class CollectEndsTest {
  private static final String ONE = "edge/pcap_" + Given.ID + ".pcap";
  private static final String TWO = "edge/pcap_" + Given.ID + "_2.pcap";

  private final RawServer server =
      RawServer.start()
          .always(
              peer -> peer.respond(200, "", Given.fullPcap("success", "gs://bucket-test/edge")));
  private final CloudflareClient client = server.client().build();
  private final CountDownLatch stuck = new CountDownLatch(1);
  private final Semaphore unblock = new Semaphore(0);
  private final MemoryBucket bucket =
      new MemoryBucket()
          .put(ONE, CaptureBytes.packetsAt(1, 4))
          .put(TWO, CaptureBytes.packetsAt(2, 3));
  @TempDir private Path directory;

  @AfterEach
  void stop() {
    unblock.release(100);
    client.close();
    server.close();
  }

  @Test
  void interruptEndsACollectWhoseReaderIgnoresIt() throws Exception {
    AtomicReference<Boolean> flag = new AtomicReference<>();
    bucket.opening(TWO, content -> stubborn());
    Outcome outcome = collectInAThread(client, flag);
    stuck.await();
    outcome.thread.interrupt();
    CallInterruptedException e = outcome.failure(CallInterruptedException.class);
    assertThat(e)
        .hasMessage("collect of capture " + Given.ID + ": interrupted; nothing was written");
    assertThat(e.pcapId()).isEqualTo(Given.ID);
    assertThat(flag.get()).as("interrupt flag").isTrue();
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void interruptEndsACollectThatIsListing() throws Exception {
    BucketReader listing =
        new BucketReader() {
          @Override
          public List<String> list(String prefix) {
            block();
            return List.of();
          }

          @Override
          public InputStream open(String name) {
            throw new AssertionError(name);
          }
        };
    Outcome outcome = new Outcome(() -> client.pcaps().collect(Given.ID, listing, file()));
    stuck.await();
    outcome.thread.interrupt();
    outcome.failure(CallInterruptedException.class);
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void closingTheClientEndsACollect() throws Exception {
    bucket.opening(TWO, content -> stubborn());
    Outcome outcome = collectInAThread(client, new AtomicReference<>());
    stuck.await();
    client.close();
    assertThat(outcome.failure(TransportException.class))
        .hasMessage("collect of capture " + Given.ID + ": ended: the client was closed");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void silenceEndsACollect() {
    bucket.opening(TWO, content -> stubborn());
    try (CloudflareClient hasty = server.client().readTimeout(Duration.ofMillis(200)).build()) {
      BucketException e =
          failsWith(BucketException.class, () -> hasty.pcaps().collect(Given.ID, bucket, file()));
      assertThat(e)
          .hasMessage(
              "collect of capture "
                  + Given.ID
                  + ": no byte came from the bucket for 0.2 s (the client's readTimeout)");
    }
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void streamsAreClosedWhenACollectEnds() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    bucket.opening(TWO, content -> endingOnClose(closed));
    Outcome outcome = collectInAThread(client, new AtomicReference<>());
    stuck.await();
    outcome.thread.interrupt();
    outcome.failure(CallInterruptedException.class);
    assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void progressIsReportedOnTheCallingThreadAndNeverDecreases() {
    List<Long> reports = new ArrayList<>();
    List<Long> totals = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    bucket.sized().opening(ONE, MemoryBucket.breakingAfter(50, new IOException("reset")));
    capture(
        (soFar, total) -> {
          reports.add(soFar);
          totals.add(total);
          threads.add(Thread.currentThread());
        });
    assertThat(reports).isSorted().doesNotHaveDuplicates().endsWith(128L);
    assertThat(totals).containsOnly(128L);
    assertThat(threads).containsOnly(Thread.currentThread());
  }

  @Test
  void exceptionOfTheListenerEndsTheCollectUnchanged() {
    RuntimeException thrown = new IllegalStateException("enough");
    assertThat(
            failsWith(
                RuntimeException.class,
                () ->
                    capture(
                        (soFar, total) -> {
                          throw thrown;
                        })))
        .isSameAs(thrown);
    assertThat(directory).isEmptyDirectory();
  }

  private void capture(ProgressListener progress) {
    FullPcapRequest request =
        FullPcapRequest.of("ORD", Destination.gcs("bucket-test/edge"), Duration.ofMinutes(1));
    WaitOptions minute = WaitOptions.upTo(Duration.ofMinutes(1));
    client.pcaps().capture(request, bucket, file(), minute, pcap -> {}, progress);
  }

  private Path file() {
    return directory.resolve("full.pcap");
  }

  private Outcome collectInAThread(CloudflareClient client, AtomicReference<Boolean> flag) {
    return new Outcome(
        () -> {
          try {
            client.pcaps().collect(Given.ID, bucket, file());
          } finally {
            flag.set(Thread.currentThread().isInterrupted());
          }
        });
  }

  /** A stream whose read and close block, even when interrupted. */
  private InputStream stubborn() {
    return new InputStream() {
      @Override
      public int read() {
        block();
        return -1;
      }

      @Override
      public void close() {
        block();
      }
    };
  }

  private void block() {
    stuck.countDown();
    unblock.acquireUninterruptibly();
  }

  private InputStream endingOnClose(CountDownLatch closed) {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        stuck.countDown();
        boolean interrupted = Thread.interrupted();
        while (closed.getCount() > 0) {
          try {
            closed.await();
          } catch (InterruptedException e) {
            interrupted = true;
          }
        }
        throw new IOException("closed, interrupted: " + interrupted);
      }

      @Override
      public void close() {
        closed.countDown();
      }
    };
  }

  /** A call on its own thread. */
  private static final class Outcome {
    private final AtomicReference<Throwable> thrown = new AtomicReference<>();
    private final Thread thread;

    Outcome(Runnable call) {
      thread =
          new Thread(
              () -> {
                try {
                  call.run();
                } catch (Throwable e) {
                  thrown.set(e);
                }
              });
      thread.start();
    }

    <E extends Throwable> E failure(Class<E> type) throws InterruptedException {
      thread.join();
      assertThat(thrown.get()).isInstanceOf(type);
      return type.cast(thrown.get());
    }
  }
}
