package io.github.cloudflarepcaps;

/** Is told of every attempt to make a call, for metrics and traces. */
@FunctionalInterface
public interface CallObserver {

  /**
   * Called once an attempt, by the thread that makes it, when its answer was read (for a download:
   * when it begins) or when it failed. An exception thrown here is logged and goes no further.
   */
  void onAttempt(CallAttempt attempt);
}
