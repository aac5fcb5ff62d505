package io.github.cloudflarepcaps;

import io.github.cloudflarepcaps.internal.file.DaemonThread;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One daemon thread that checks, forty times a second, whether a call that blocks has a reason to
 * end. It starts with the first call and ends five seconds after the last one, so that a call need
 * not wake it.
 */
final class CallWatchdog {
  private static final long INTERVAL_NANOS = 25_000_000;
  private static final int IDLE_CHECKS = 200;

  private final Set<CallScope> scopes = ConcurrentHashMap.newKeySet();

  // Null while no thread runs. Set by the thread that starts the watcher, cleared by the watcher.
  private final AtomicReference<@Nullable Thread> thread = new AtomicReference<>();

  // Set once, by close. A scope registers first and reads this afterwards, while close writes this
  // first and goes through the scopes afterwards: so one of the two ends the scope.
  private volatile CallScope.@Nullable EndReason ended;

  void watch(CallScope scope) {
    scopes.add(scope);
    CallScope.EndReason reason = ended;
    if (reason != null) {
      scope.end(reason);
    } else if (thread.get() == null) {
      start();
    }
  }

  void forget(CallScope scope) {
    scopes.remove(scope);
  }

  /** Whether the call that this thread is inside has been ended. */
  boolean hasEnded(Thread inside) {
    return scopes.stream().anyMatch(scope -> scope.hasEnded(inside));
  }

  /** Ends every call that blocks, now or ever again. */
  void endAll(CallScope.EndReason reason) {
    ended = reason;
    scopes.forEach(scope -> scope.end(reason));
    LockSupport.unpark(thread.get()); // it ends now, not after its idle seconds
  }

  private void start() {
    Thread watcher = DaemonThread.of("cloudflare-pcaps watchdog", this::run);
    if (thread.compareAndSet(null, watcher)) {
      try {
        watcher.start();
      } catch (Throwable e) { // no more threads now; there may be later
        thread.set(null);
        throw e;
      }
    }
  }

  private void run() {
    int idle = 0;
    while (idle < IDLE_CHECKS && (idle == 0 || ended == null)) {
      idle = scopes.isEmpty() ? idle + 1 : 0;
      scopes.forEach(CallScope::check);
      LockSupport.parkNanos(INTERVAL_NANOS);
    }
    thread.set(null);
    if (!scopes.isEmpty()) { // one came after the last check and saw the thread still there
      start();
    }
  }
}
