package io.github.cloudflarepcaps;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The way of every call: its operation becomes attempts over the wire, the last of them a response
 * or an exception.
 */
final class Transport {
  private final Lifetime lifetime;
  private final ClientResources connections;
  private final AttemptSender sender;
  private final Retries retries;
  private final ResponseReader reader;
  private final Duration timeout;
  private final Duration readTimeout;

  Transport(
      Lifetime lifetime,
      ClientResources connections,
      AttemptSender sender,
      Retries retries,
      Duration timeout,
      Duration readTimeout) {
    this.lifetime = lifetime;
    this.connections = connections;
    this.sender = sender;
    this.retries = retries;
    this.reader = new ResponseReader(retries);
    this.timeout = timeout;
    this.readTimeout = readTimeout;
  }

  <T extends @Nullable Object> ApiResponse<T> call(Operation<T> operation) {
    return call(operation, scope());
  }

  /** Makes the call within a scope, repeating it as long as the retries say so. */
  <T extends @Nullable Object> ApiResponse<T> call(Operation<T> operation, CallScope scope) {
    requireReady(operation);
    Attempt attempt = null;
    while (true) {
      attempt = sender.send(operation, attempt, scope);
      Duration pause = retries.pauseAfter(attempt, scope);
      if (pause == null || !scope.pause(pause)) {
        return reader.of(operation, attempt, scope);
      }
    }
  }

  /** Makes the call one time, for a look that is not worth more. */
  <T extends @Nullable Object> ApiResponse<T> callOnce(Operation<T> operation) {
    requireReady(operation);
    CallScope scope = scope();
    return reader.of(operation, sender.send(operation, null, scope), scope);
  }

  /** Refuses what is asked of a closed client. */
  void requireOpen() {
    lifetime.requireOpen();
  }

  /** An interrupted thread would close the connection that it takes up. */
  private void requireReady(Operation<?> operation) {
    requireOpen();
    if (Thread.currentThread().isInterrupted()) {
      throw ResponseReader.interruptedBefore(operation);
    }
  }

  /** Whether a download that broke off is worth one more try. */
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

  /** A scope that ends after that time, or after the client's timeout if that is sooner. */
  CallScope scope(Duration atMost) {
    Duration limit = atMost.compareTo(timeout) < 0 ? atMost : timeout;
    return scopeOfJob(limit);
  }

  /** A scope that ends after that time, for a job of many calls. */
  CallScope scopeOfJob(Duration limit) {
    return new CallScope(connections.watchdog(), connections.time(), limit, readTimeout);
  }
}
