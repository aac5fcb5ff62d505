package io.github.cloudflarepcaps;

import io.github.cloudflarepcaps.internal.text.Printable;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.function.Function;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Reports each attempt to the user's observer and to the log: at INFO if a retry follows, so that
 * an outage stays visible even if retries bridge it; else at DEBUG.
 */
final class AttemptLog {
  private static final Logger LOGGER = System.getLogger("io.github.cloudflarepcaps");

  private final @Nullable CallObserver observer;

  AttemptLog(@Nullable CallObserver observer) {
    this.observer = observer;
  }

  /**
   * Reports an attempt.
   *
   * @param url makes the URL of an operation
   * @param pause the pause before the retry; null if none follows
   */
  void record(Attempt attempt, Function<Operation<?>, HttpUrl> url, @Nullable Duration pause) {
    Level level = pause == null ? Level.DEBUG : Level.INFO;
    boolean logged = LOGGER.isLoggable(level);
    if (!logged && observer == null) {
      return;
    }
    CallAttempt reported = new CallAttempt(attempt, url.apply(attempt.operation()));
    if (logged) {
      String retry = pause == null ? "" : "; retry in " + pause.toMillis() + " ms";
      LOGGER.log(level, Printable.of(attempt.redactor().clean(reported.toString())) + retry);
    }
    if (observer != null) {
      report(observer, reported);
    }
  }

  private static void report(CallObserver observer, CallAttempt attempt) {
    try {
      observer.onAttempt(attempt);
    } catch (Exception e) {
      LOGGER.log(Level.WARNING, "the call observer threw an exception", e);
    }
  }
}
