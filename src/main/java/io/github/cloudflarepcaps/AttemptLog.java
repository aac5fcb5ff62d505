package io.github.cloudflarepcaps;

import io.github.cloudflarepcaps.internal.text.Printable;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/** Tells the log, at DEBUG, and the user's observer of each attempt. */
final class AttemptLog {
  private static final Logger LOGGER = System.getLogger("io.github.cloudflarepcaps");

  private final @Nullable CallObserver observer;

  AttemptLog(@Nullable CallObserver observer) {
    this.observer = observer;
  }

  void record(Attempt attempt) {
    CallAttempt told = new CallAttempt(attempt);
    if (LOGGER.isLoggable(Level.DEBUG)) {
      LOGGER.log(Level.DEBUG, Printable.of(attempt.redactor().clean(told.toString())));
    }
    if (observer != null) {
      tell(observer, told);
    }
  }

  private static void tell(CallObserver observer, CallAttempt attempt) {
    try {
      observer.onAttempt(attempt);
    } catch (Exception e) {
      LOGGER.log(Level.WARNING, "the call observer threw an exception", e);
    }
  }
}
