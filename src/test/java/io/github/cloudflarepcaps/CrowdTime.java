package io.github.cloudflarepcaps;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A clock for many threads: it stops while any of them runs, and advances to the end of the
 * shortest pause once all of them pause.
 */
final class CrowdTime implements Time {
  // Guarded by this object's lock.
  private final Map<Thread, Long> pausing = new HashMap<>();
  private int running;
  private volatile long nanos;

  /** What one thread of the crowd does. */
  interface Work {
    void run(int number) throws Exception;
  }

  /** Runs that many threads to their ends, and returns what they threw. */
  List<Throwable> run(int threads, Work work) throws InterruptedException {
    List<Throwable> thrown = Collections.synchronizedList(new ArrayList<>());
    List<Thread> crowd = new ArrayList<>();
    running = threads;
    for (int i = 0; i < threads; i++) {
      int number = i;
      crowd.add(new Thread(() -> run(number, work, thrown), "crowd " + i));
    }
    crowd.forEach(Thread::start);
    for (Thread thread : crowd) {
      thread.join();
    }
    return thrown;
  }

  private void run(int number, Work work, List<Throwable> thrown) {
    try {
      work.run(number);
    } catch (Throwable e) {
      thrown.add(e);
    } finally {
      stopRunning(null, 0);
    }
  }

  private synchronized void stopRunning(@Nullable Thread pauses, long until) {
    running--;
    if (pauses != null) {
      pausing.put(pauses, until);
    }
    if (running == 0 && !pausing.isEmpty()) {
      nanos = Collections.min(pausing.values());
      int before = pausing.size();
      pausing.values().removeIf(end -> end <= nanos);
      running = before - pausing.size();
      notifyAll();
    }
  }

  @Override
  public synchronized void park(long length) {
    Thread thread = Thread.currentThread();
    stopRunning(thread, nanos + length);
    try {
      while (pausing.containsKey(thread)) {
        wait();
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public long nanos() {
    return nanos;
  }

  @Override
  public Instant now() {
    return TestTime.BEGIN.plusNanos(nanos);
  }

  @Override
  public double random() {
    return 0;
  }
}
