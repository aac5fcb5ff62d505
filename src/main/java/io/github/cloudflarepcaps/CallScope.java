package io.github.cloudflarepcaps;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import okhttp3.Call;
import org.jspecify.annotations.Nullable;

/**
 * What ends one call early: its deadline, silence on the wire, an interrupt of the thread that
 * waits for it, a cancelled future, the end of the client. The {@link CallWatchdog} looks at it
 * while a thread is inside; whatever the reason, the HTTP exchange is ended from outside, which no
 * blocked read or connect survives. So OkHttp's own timeouts are off: they cost more than a third
 * of a call (measured).
 */
final class CallScope {
  /** Why a call was ended early. */
  enum Stop {
    DEADLINE,
    SILENCE,
    INTERRUPT,
    CANCELLED,
    CLOSED
  }

  private static final long NEVER = Long.MAX_VALUE;

  private final CallWatchdog watchdog;
  private final Time time;
  private final long silence;
  private final AtomicReference<@Nullable Stop> stop = new AtomicReference<>();
  private long begin;
  private volatile long limit;
  private volatile @Nullable Thread waiting;
  private volatile @Nullable Call call;
  private volatile long lastSign = NEVER;

  /** A scope that ends after {@code timeout}, or after that much silence once a request is sent. */
  CallScope(CallWatchdog watchdog, Time time, Duration timeout, Duration silence) {
    this.watchdog = watchdog;
    this.time = time;
    this.silence = Durations.nanos(silence);
    this.begin = time.nanos();
    this.limit = Durations.nanos(timeout);
  }

  /** Marks that this thread may block from here on. */
  void enter() {
    waiting = Thread.currentThread();
    watchdog.watch(this);
  }

  /** Marks that this thread goes on. */
  void leave() {
    watchdog.forget(this);
    waiting = null;
  }

  /** Makes this the exchange that ends when the scope does. */
  void use(Call exchange) {
    call = exchange;
    lastSign = NEVER;
    if (stop.get() != null) {
      hangUp();
    }
  }

  /**
   * Ends the exchange but not the scope. To keep its connection OkHttp reads on for a tenth of a
   * second in a body that is closed before its end: hundreds of megabytes (measured).
   */
  void hangUp() {
    Call exchange = call;
    if (exchange == null) {
      return;
    }
    try {
      exchange.cancel();
    } catch (RuntimeException e) {
      // A listener of a borrowed client threw, after the exchange had ended. It must not take the
      // watchdog with it, which looks after the other calls too.
    }
  }

  /** The request is on its way, or something came: silence counts from now. */
  void sign() {
    lastSign = time.nanos();
  }

  /** From here on only silence ends the scope: a body may take as long as it keeps coming. */
  void dropDeadline() {
    limit = NEVER;
  }

  Duration remaining() {
    return Duration.ofNanos(limit == NEVER ? NEVER : Math.max(0, limit - elapsed()));
  }

  private long elapsed() {
    return time.nanos() - begin;
  }

  /** Why the scope was ended; null while it was not. */
  @Nullable Stop stopped() {
    return stop.get();
  }

  /** Whether it was ended, or is about to be, so that nothing more should begin. */
  boolean isEnding() {
    return stop.get() != null || Thread.currentThread().isInterrupted() || remaining().isZero();
  }

  /** Ends the scope and its exchange; the first reason stays. */
  void stop(Stop reason) {
    if (!stop.compareAndSet(null, reason)) {
      return;
    }
    hangUp();
    LockSupport.unpark(waiting);
  }

  /** Ends the scope if there is a reason to; called by the watchdog. */
  void check() {
    Thread thread = waiting;
    long sign = lastSign;
    if (thread != null && thread.isInterrupted()) {
      stop(Stop.INTERRUPT);
    } else if (elapsed() >= limit) {
      stop(Stop.DEADLINE);
    } else if (sign != NEVER && time.nanos() - sign >= silence) {
      stop(Stop.SILENCE);
    }
  }

  /** Waits; false if the scope was ended before the time was over. */
  boolean pause(Duration duration) {
    long length = Durations.nanos(duration);
    long start = time.nanos();
    lastSign = NEVER;
    enter();
    try {
      for (long left = length; left > 0; left = length - (time.nanos() - start)) {
        if (Thread.currentThread().isInterrupted()) {
          stop(Stop.INTERRUPT);
        }
        if (stop.get() != null) {
          return false;
        }
        time.park(left);
      }
      return stop.get() == null;
    } finally {
      leave();
    }
  }
}
