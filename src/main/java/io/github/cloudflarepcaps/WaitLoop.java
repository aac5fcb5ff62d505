package io.github.cloudflarepcaps;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One wait: polls its subject, with growing pauses, until it is done or the time is over. */
final class WaitLoop<R, T> {
  private static final int FAILURES_IN_A_ROW = 3;

  private final Transport transport;
  private final WaitPace pace;
  private final WaitSubject<R, T> subject;
  private final WaitOptions options;
  private final CallScope scope;

  // All of these belong to the one thread that waits.
  private Duration delay;
  private Duration retryAfter = Duration.ZERO;
  private int failures;
  private @Nullable CloudflareException failure;
  private @Nullable T last;

  WaitLoop(
      Transport transport,
      WaitPace pace,
      WaitSubject<R, T> subject,
      WaitOptions options,
      CallScope scope) {
    this.transport = transport;
    this.pace = pace;
    this.subject = subject;
    this.options = options;
    this.scope = scope;
    this.delay = options.firstDelay();
  }

  T run() {
    while (true) {
      R result = poll();
      if (result != null) {
        T state = subject.stateIn(result, last);
        last = state;
        failures = 0;
        if (subject.isDone(state)) {
          return state;
        }
      }
      pause();
    }
  }

  /** Polls once; null if the poll failed with a transient error, or its turn came too late. */
  private @Nullable R poll() {
    retryAfter = Duration.ZERO;
    if (!awaitTurn()) {
      return null;
    }
    try {
      ApiResponse<R> response = transport.call(subject.poll(), transport.scope(scope.remaining()));
      pace.update(response.rateLimit());
      return response.result();
    } catch (CloudflareException e) {
      tolerate(e);
      return null;
    }
  }

  private boolean awaitTurn() {
    while (true) {
      WaitPace.Turn turn = pace.take(scope.remaining());
      if (turn == null || !scope.pause(turn.in())) {
        return false;
      }
      if (pace.isValid(turn)) {
        return true;
      }
    }
  }

  /** Keeps a transient failure for later; rethrows any other, and the third in a row. */
  private void tolerate(CloudflareException e) {
    failures++;
    // A call that the end of the time cut off is no sign of trouble: then the time-out is thrown.
    boolean tooMany = failures >= FAILURES_IN_A_ROW && !scope.remaining().isZero();
    if (tooMany || !isTransient(e)) {
      throw e.during("the wait for " + subject.name(), subject.pcapId());
    }
    failure = e;
    if (e instanceof ApiException refusal && refusal.retryAfter() != null) {
      retryAfter = refusal.retryAfter();
    }
  }

  private static boolean isTransient(CloudflareException e) {
    return e instanceof TransportException
        || e instanceof UnexpectedResponseException
        || (e instanceof ApiException refusal && Retries.isTransient(refusal.statusCode()));
  }

  /** Pauses until the next poll, or ends the wait. */
  private void pause() {
    Duration left = scope.remaining();
    if (left.isZero()) {
      throw timedOut();
    }
    Duration pause = retryAfter.compareTo(delay) > 0 ? retryAfter : delay;
    if (!scope.pause(pause.compareTo(left) < 0 ? pause : left)) {
      throw ended();
    }
    delay = options.after(delay);
  }

  private CloudflareException ended() {
    if (scope.endReason() == CallScope.EndReason.DEADLINE) {
      return timedOut();
    }
    String wait = "the wait for " + subject.name();
    CallContext context = CallContext.ofPcap(subject.pcapId());
    if (scope.endReason() == CallScope.EndReason.INTERRUPT) {
      return new CallInterruptedException(
          wait + " was interrupted; Cloudflare is still working on it", context);
    }
    return new TransportException(wait + " ended: the client was closed", null, context);
  }

  private WaitTimeoutException timedOut() {
    T state = last;
    String status =
        state == null
            ? ": no poll succeeded"
            : " (last status " + subject.statusOf(state) + "); Cloudflare is still working on it";
    return subject.timedOut(
        subject.name()
            + " did not finish within "
            + Durations.inSeconds(options.timeout())
            + status,
        failure,
        last);
  }
}
