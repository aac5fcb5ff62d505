package io.github.cloudflarepcaps;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A time for many threads: it passes only when all of them wait, and then at once to where the
 * first of them goes on.
 */
final class CrowdTime implements Time {
  private final AtomicLong nanos = new AtomicLong();
  private final ConcurrentHashMap<Thread, Long> sleepers = new ConcurrentHashMap<>();

  /** Runs that many threads to their ends, and gives what they threw. */
  List<Throwable> run(int threads, Work work) {
    List<Throwable> thrown = Collections.synchronizedList(new ArrayList<>());
    List<Thread> crowd = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      int number = i;
      Thread thread =
          new Thread(
              () -> {
                try {
                  work.run(number);
                } catch (Throwable e) {
                  thrown.add(e);
                }
              },
              "crowd " + i);
      crowd.add(thread);
      thread.start();
    }
    while (crowd.stream().anyMatch(Thread::isAlive)) {
      passWhenAllWait(crowd);
    }
    return thrown;
  }

  /** What one thread of the crowd does. */
  interface Work {
    void run(int number) throws Exception;
  }

  private void passWhenAllWait(List<Thread> crowd) {
    for (int look = 0; look < 3; look++) {
      LockSupport.parkNanos(100_000);
      if (!crowd.stream().allMatch(this::waits)) {
        return;
      }
    }
    sleepers.values().stream().min(Long::compare).ifPresent(this::passUntil);
  }

  /** Asleep, at its end, or in the line for a look, whose lock is the only fair one there is. */
  private boolean waits(Thread thread) {
    Object blocker = LockSupport.getBlocker(thread);
    return sleepers.containsKey(thread)
        || !thread.isAlive()
        || (blocker != null && blocker.getClass().getSimpleName().equals("FairSync"));
  }

  private void passUntil(long then) {
    nanos.set(then);
    sleepers.forEach(
        (thread, end) -> {
          if (end <= then && sleepers.remove(thread, end)) {
            LockSupport.unpark(thread);
          }
        });
  }

  @Override
  public long nanos() {
    return nanos.get();
  }

  @Override
  public Instant now() {
    return TestTime.BEGIN.plusNanos(nanos.get());
  }

  @Override
  public void park(long length) {
    Thread thread = Thread.currentThread();
    long end = nanos.get() + length;
    sleepers.put(thread, end);
    while (sleepers.containsKey(thread) && !thread.isInterrupted()) {
      LockSupport.park(this);
    }
    sleepers.remove(thread);
  }

  @Override
  public double random() {
    return 0;
  }
}
