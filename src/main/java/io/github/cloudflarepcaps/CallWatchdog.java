package io.github.cloudflarepcaps;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One daemon thread that looks, forty times a second, whether a call that blocks has reason to end.
 * It is there while calls are and for a few seconds after, so that a call does not have to wake it.
 */
final class CallWatchdog {
  private static final long LOOK_EVERY_NANOS = 25_000_000;
  private static final int IDLE_LOOKS = 200;

  private final Set<CallScope> scopes = ConcurrentHashMap.newKeySet();
  private final AtomicReference<@Nullable Thread> thread = new AtomicReference<>();
  private volatile CallScope.@Nullable EndReason ended;

  void watch(CallScope scope) {
    scopes.add(scope);
    CallScope.EndReason end = ended;
    if (end != null) {
      scope.end(end);
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
    Thread watcher = ClientThreads.daemon("cloudflare-pcaps watchdog", this::run);
    if (thread.compareAndSet(null, watcher)) {
      try {
        watcher.start();
      } catch (Throwable e) { // there can be no more threads now; later there may
        thread.set(null);
        throw e;
      }
    }
  }

  private void run() {
    int idle = 0;
    while (idle < IDLE_LOOKS && (idle == 0 || ended == null)) {
      idle = scopes.isEmpty() ? idle + 1 : 0;
      scopes.forEach(CallScope::check);
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
    }
    thread.set(null);
    if (!scopes.isEmpty()) {
      start();
    }
  }
}
