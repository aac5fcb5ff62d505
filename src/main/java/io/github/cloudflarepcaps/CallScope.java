package io.github.cloudflarepcaps;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import okhttp3.Call;
import org.jspecify.annotations.Nullable;

/**
 * Ends a call early: at its deadline, after silence on the wire, on an interrupt of its thread,
 * when its future or the client ends. Whatever the reason, the HTTP exchange is cancelled from
 * outside, which no blocked read or connect survives.
 *
 * <p>While the thread may block, between {@link #enter} and {@link #leave}, the {@link
 * CallWatchdog} checks the scope. OkHttp's own timeouts are off: they cost more than a third of a
 * call, measured in CallsBenchmark.
 */
final class CallScope {

  /** Why a call was ended early. */
  enum EndReason {
    DEADLINE("the timeout passed"),
    SILENCE("no data arrived for longer than readTimeout"),
    INTERRUPT("it was interrupted"),
    CANCELLED("it was cancelled"),
    CLOSED("the client was closed");

    private final String text;

    EndReason(String text) {
      this.text = text;
    }

    /** As part of a message. */
    String text() {
      return text;
    }
  }

  private static final long NEVER = Long.MAX_VALUE;

  private final CallWatchdog watchdog;
  private final Time time;
  private final long start;
  private final long silence;

  // Set once, by whoever is first: the watchdog, the calling thread, or a thread that cancels or
  // closes. It never goes back to null, so that whoever reads a reason may rely on it.
  private final AtomicReference<@Nullable EndReason> endReason = new AtomicReference<>();

  // The rest is written by the thread that makes the call, and read by the watchdog and by threads
  // that cancel; nothing needs two of them to change together. When the call moves to the thread of
  // a future, the executor publishes what was written before.
  private volatile long limit; // nanoseconds from the start, or NEVER
  private volatile @Nullable Thread waiting; // null while the thread does not block
  private volatile @Nullable Call exchange;
  private volatile long lastTouch = NEVER; // NEVER until something was sent

  /** A scope that ends after {@code timeout}, or after that much silence once a request is sent. */
  CallScope(CallWatchdog watchdog, Time time, Duration timeout, Duration silence) {
    this.watchdog = watchdog;
    this.time = time;
    this.start = time.nanos();
    this.silence = Durations.nanos(silence);
    this.limit = Durations.nanos(timeout);
  }

  /** This thread may block from now on. */
  void enter() {
    waiting = Thread.currentThread();
    watchdog.watch(this);
  }

  /** This thread no longer blocks. */
  void leave() {
    watchdog.forget(this);
    waiting = null;
  }

  /** Sets the exchange that is cancelled when the scope ends. */
  void attach(Call call) {
    exchange = call;
    lastTouch = NEVER;
    if (endReason.get() != null) { // ended in between: end() saw the exchange before this one
      cancelExchange();
    }
  }

  /**
   * Cancels the exchange without ending the scope. Closing a body before its end is not enough:
   * OkHttp then reads on for 100 ms to save the connection, hundreds of megabytes of a download.
   */
  void cancelExchange() {
    Call call = exchange;
    if (call == null) {
      return;
    }
    try {
      call.cancel();
    } catch (RuntimeException e) {
      // An event listener of a borrowed client threw, after the exchange was cancelled. It must not
      // end the watchdog, which other calls rely on.
    }
  }

  /** The request is on its way, or data arrived: silence counts from now. */
  void touch() {
    lastTouch = time.nanos();
  }

  /** From now on only silence ends the scope: a body may take any time while data arrives. */
  void dropDeadline() {
    limit = NEVER;
  }

  Duration remaining() {
    return Duration.ofNanos(limit == NEVER ? NEVER : Math.max(0, limit - elapsed()));
  }

  private long elapsed() {
    return time.nanos() - start;
  }

  /** Why the scope has ended; null while it has not. */
  @Nullable EndReason endReason() {
    return endReason.get();
  }

  /** Whether the scope has ended while that thread is between enter and leave. */
  boolean hasEnded(Thread inside) {
    return waiting == inside && endReason.get() != null;
  }

  /** Whether the scope has ended, or is about to, so that nothing new should begin. */
  boolean isEnding() {
    return endReason.get() != null
        || Thread.currentThread().isInterrupted()
        || remaining().isZero();
  }

  /** Ends the scope and cancels its exchange; the first reason stays. */
  void end(EndReason reason) {
    if (endReason.compareAndSet(null, reason)) {
      cancelExchange();
      LockSupport.unpark(waiting); // it may be in a pause, where no exchange blocks
    }
  }

  /** Ends the scope if there is a reason to. Called by the watchdog. */
  void check() {
    Thread thread = waiting;
    long touched = lastTouch;
    if (thread != null && thread.isInterrupted()) {
      end(EndReason.INTERRUPT);
    } else if (elapsed() >= limit) {
      end(EndReason.DEADLINE);
    } else if (touched != NEVER && time.nanos() - touched >= silence) {
      end(EndReason.SILENCE);
    }
  }

  /** Waits; returns false if the scope ended before the time was over. */
  boolean pause(Duration duration) {
    long length = Durations.nanos(duration);
    long begin = time.nanos();
    lastTouch = NEVER; // nothing is in flight: a pause is not silence
    enter();
    try {
      for (long left = length; left > 0; left = length - (time.nanos() - begin)) {
        if (Thread.currentThread().isInterrupted()) {
          end(EndReason.INTERRUPT);
        }
        if (endReason.get() != null) {
          return false;
        }
        time.park(left); // may return early, for no reason
      }
      return endReason.get() == null;
    } finally {
      leave();
    }
  }
}
