package io.github.cloudflarepcaps;

import java.util.Objects;

/** Observes every HTTP attempt, for metrics and traces. */
@FunctionalInterface
public interface CallObserver {

  /**
   * Called once per attempt, by the thread that makes it: when its response was read (for a
   * download: when it begins), or when it failed. An exception thrown here is logged and does not
   * affect the call.
   */
  void onAttempt(CallAttempt attempt);

  /** An observer that notifies this one and then {@code next}, even if this one throws. */
  default CallObserver andThen(CallObserver next) {
    Objects.requireNonNull(next, "next");
    return attempt -> {
      try {
        onAttempt(attempt);
      } finally {
        next.onAttempt(attempt);
      }
    };
  }
}
