package io.github.cloudflarepcaps;

import io.github.cloudflarepcaps.internal.file.DaemonThread;
import io.github.cloudflarepcaps.internal.file.UnwritableFileException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Threads that work for one call. The calling thread only waits for them, so that it can return at
 * once on an interrupt, after silence, and when the client is closed, whatever the user's reader is
 * doing then.
 */
final class PcapCollectWorkers implements AutoCloseable {
  private static final int THREADS = 4;

  private final Thread caller = Thread.currentThread();
  private final ExecutorService threads =
      Executors.newFixedThreadPool(THREADS, PcapCollectWorkers::thread);
  private final Set<InputStream> open = ConcurrentHashMap.newKeySet();
  private final Runnable cleanUp;
  private volatile boolean closed;

  /**
   * @param cleanUp called again by each worker that is still busy when this is closed, at its end
   */
  PcapCollectWorkers(Runnable cleanUp) {
    this.cleanUp = cleanUp;
  }

  private static Thread thread(Runnable work) {
    return DaemonThread.of("cloudflare-pcaps collect", work);
  }

  /**
   * Runs the tasks, a few at a time, and returns their results in order. The first exception of a
   * task is thrown as it is, without waiting for the others.
   *
   * @param scope what ends the wait early
   * @param report called by the calling thread whenever a task may have made progress
   * @return null if the scope ended first
   */
  <T> @Nullable List<T> run(List<Supplier<T>> tasks, CallScope scope, Runnable report) {
    Batch<T> batch = new Batch<>(tasks.size());
    for (int i = 0; i < tasks.size(); i++) {
      int number = i;
      threads.execute(() -> batch.run(number, tasks.get(number)));
    }
    scope.enter();
    try {
      return await(batch, scope, report);
    } finally {
      scope.leave();
    }
  }

  private <T> @Nullable List<T> await(Batch<T> batch, CallScope scope, Runnable report) {
    while (true) {
      report.run();
      // Checked last, and right before parking: a listener may use up the permit of an unpark.
      if (batch.isOver()) {
        break;
      }
      if (Thread.currentThread().isInterrupted()) {
        scope.end(CallScope.EndReason.INTERRUPT);
      }
      if (scope.endReason() != null) {
        return null;
      }
      LockSupport.park(this);
    }
    List<T> results = batch.results();
    report.run(); // what was counted after the last report
    return results;
  }

  /** Makes closing these workers close the stream too. */
  void add(InputStream stream) {
    open.add(stream);
    if (closed) {
      closeElsewhere(stream);
    }
  }

  void remove(InputStream stream) {
    open.remove(stream);
  }

  boolean isClosed() {
    return closed;
  }

  /** Wakes the calling thread, which then reports progress. */
  void progress() {
    LockSupport.unpark(caller);
  }

  /** Waits for tasks of our own code, which end soon after an interrupt. */
  void closeAndWait(Duration atMost) {
    close();
    boolean interrupted = Thread.interrupted(); // or it would not wait
    try {
      boolean ignored = threads.awaitTermination(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Interrupts the workers and closes their streams, without waiting for either. */
  @Override
  public void close() {
    closed = true;
    threads.shutdownNow();
    open.forEach(this::closeElsewhere);
  }

  /** A stream may block in close as well, while another thread is in its read. */
  private void closeElsewhere(InputStream stream) {
    thread(
            () -> {
              try {
                stream.close();
              } catch (IOException | RuntimeException e) {
                // The call has ended with a better reason.
              }
            })
        .start();
  }

  /** The tasks of one run. */
  private final class Batch<T> {
    private final AtomicInteger left;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final List<T> results; // written by workers, each its own element, before `left`

    Batch(int size) {
      left = new AtomicInteger(size);
      results = new ArrayList<>(Collections.nCopies(size, null));
    }

    void run(int number, Supplier<T> task) {
      try {
        results.set(number, task.get());
      } catch (Throwable e) { // errors too: the calling thread throws it
        failure.compareAndSet(null, e);
      } finally {
        left.decrementAndGet();
        LockSupport.unpark(caller);
        if (closed) {
          cleanUp.run();
        }
      }
    }

    boolean isOver() {
      return left.get() == 0 || failure.get() != null;
    }

    List<T> results() {
      Throwable thrown = failure.get();
      if (thrown instanceof CloudflareException || thrown instanceof UnwritableFileException) {
        thrown.fillInStackTrace(); // the caller's stack; a worker's says nothing to a user
      }
      if (thrown != null) {
        PcapCollectWorkers.<RuntimeException>rethrow(thrown);
      }
      return results;
    }
  }

  /** Kotlin's lambdas throw checked exceptions too. */
  @SuppressWarnings("unchecked")
  static <E extends Throwable> void rethrow(Throwable thrown) throws E {
    throw (E) thrown;
  }
}
