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
  enum EndReason {
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
  private final AtomicReference<@Nullable EndReason> endReason = new AtomicReference<>();
  private long begin;
  private volatile long limit;
  private volatile @Nullable Thread waiting;
  private volatile @Nullable Call call;
  private volatile long lastTouch = NEVER;

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
  void attach(Call exchange) {
    call = exchange;
    lastTouch = NEVER;
    if (endReason.get() != null) {
      cancelExchange();
    }
  }

  /**
   * Ends the exchange but not the scope. To keep its connection OkHttp reads on for a tenth of a
   * second in a body that is closed before its end: hundreds of megabytes (measured).
   */
  void cancelExchange() {
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
  void touch() {
    lastTouch = time.nanos();
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
  @Nullable EndReason endReason() {
    return endReason.get();
  }

  /** Whether it was ended while this thread is inside. */
  boolean hasEnded(Thread inside) {
    return waiting == inside && endReason.get() != null;
  }

  /** Whether it was ended, or is about to be, so that nothing more should begin. */
  boolean isEnding() {
    return endReason.get() != null
        || Thread.currentThread().isInterrupted()
        || remaining().isZero();
  }

  /** Ends the scope and its exchange; the first reason stays. */
  void end(EndReason reason) {
    if (!endReason.compareAndSet(null, reason)) {
      return;
    }
    cancelExchange();
    LockSupport.unpark(waiting);
  }

  /** Ends the scope if there is a reason to; called by the watchdog. */
  void check() {
    Thread thread = waiting;
    long sign = lastTouch;
    if (thread != null && thread.isInterrupted()) {
      end(EndReason.INTERRUPT);
    } else if (elapsed() >= limit) {
      end(EndReason.DEADLINE);
    } else if (sign != NEVER && time.nanos() - sign >= silence) {
      end(EndReason.SILENCE);
    }
  }

  /** Waits; false if the scope was ended before the time was over. */
  boolean pause(Duration duration) {
    long length = Durations.nanos(duration);
    long start = time.nanos();
    lastTouch = NEVER;
    enter();
    try {
      for (long left = length; left > 0; left = length - (time.nanos() - start)) {
        if (Thread.currentThread().isInterrupted()) {
          end(EndReason.INTERRUPT);
        }
        if (endReason.get() != null) {
          return false;
        }
        time.park(left);
      }
      return endReason.get() == null;
    } finally {
      leave();
    }
  }
}
