package io.github.cloudflarepcaps;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The pipeline of every call: from its operation through attempts to a response or an exception.
 */
final class Transport {
  private final Lifetime lifetime;
  private final ClientResources resources;
  private final AttemptSender sender;
  private final AttemptLog log;
  private final Retries retries;
  private final ResponseReader reader;
  private final Duration timeout;
  private final Duration readTimeout;

  Transport(
      Lifetime lifetime,
      ClientResources resources,
      AttemptSender sender,
      AttemptLog log,
      Retries retries,
      ResponseReader reader,
      Duration timeout,
      Duration readTimeout) {
    this.lifetime = lifetime;
    this.resources = resources;
    this.sender = sender;
    this.log = log;
    this.retries = retries;
    this.reader = reader;
    this.timeout = timeout;
    this.readTimeout = readTimeout;
  }

  <T extends @Nullable Object> ApiResponse<T> call(Operation<T> operation) {
    return call(operation, scope());
  }

  /** Makes the call within a scope, with the retries that {@link Retries} decides on. */
  <T extends @Nullable Object> ApiResponse<T> call(Operation<T> operation, CallScope scope) {
    requireReady(operation);
    Attempt attempt = null;
    while (true) {
      attempt = sender.send(operation, attempt, scope);
      Duration pause = retries.pauseAfter(attempt, scope);
      log.record(attempt, sender::url, pause);
      if (pause == null || !scope.pause(pause)) {
        return reader.read(operation, attempt, scope);
      }
    }
  }

  /** Makes the call without retries, for information that is not worth more. */
  <T extends @Nullable Object> ApiResponse<T> callOnce(Operation<T> operation) {
    requireReady(operation);
    CallScope scope = scope();
    Attempt attempt = sender.send(operation, null, scope);
    log.record(attempt, sender::url, null);
    return reader.read(operation, attempt, scope);
  }

  /** Throws if the client is closed. */
  void requireOpen() {
    lifetime.requireOpen();
  }

  /**
   * Checks the interrupt first: an interrupted thread would close the pooled connection it gets.
   */
  private void requireReady(Operation<?> operation) {
    requireOpen();
    if (Thread.currentThread().isInterrupted()) {
      throw Failures.interruptedBefore(operation);
    }
  }

  /** Whether a download that broke may start over. */
  boolean mayStartOver() {
    return retries.mayStartOver();
  }

  /** The longest silence before a call or a download ends. */
  Duration readTimeout() {
    return readTimeout;
  }

  /** A scope for one call. */
  CallScope scope() {
    return scope(timeout);
  }

  /** A scope that ends after that time, or after the client's timeout if that is shorter. */
  CallScope scope(Duration atMost) {
    return scopeOfJob(atMost.compareTo(timeout) < 0 ? atMost : timeout);
  }

  /** A scope that ends after that time, for a job of several calls. */
  CallScope scopeOfJob(Duration limit) {
    return new CallScope(resources.watchdog(), resources.time(), limit, readTimeout);
  }
}
