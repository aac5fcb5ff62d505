package io.github.cloudflarepcaps;

import java.io.IOException;
import java.time.Duration;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/** One try of an operation: how far it got, and what came of it. */
final class Attempt {
  private final CallScope scope;
  private final Operation<?> operation;
  private final int number;
  private final boolean repeatsOneSent;
  private final Credentials.Issued credentials;
  private final Redactor redactor;
  private volatile boolean sent;
  private volatile boolean onUsedConnection;
  private volatile boolean closedBefore;
  private @Nullable Headers headers;
  private @Nullable RawResponse answer;
  private @Nullable Exception cause;
  private Duration elapsed = Duration.ZERO;

  /**
   * An attempt that is yet to be made.
   *
   * @param repeatsOneSent whether what is asked may have been done by an attempt before
   */
  Attempt(
      Operation<?> operation,
      int number,
      boolean repeatsOneSent,
      Credentials.Issued credentials,
      CallScope scope) {
    this.scope = scope;
    this.operation = operation;
    this.number = number;
    this.repeatsOneSent = repeatsOneSent;
    this.credentials = credentials;
    this.redactor = credentials.redactor().and(operation.secrets());
  }

  /**
   * Marks that bytes of the request may leave this machine.
   *
   * @param onUsedConnection whether the connection has served a call before, and serves one at a
   *     time
   * @throws IOException if they may have before, and must not twice
   */
  void markSent(boolean onUsedConnection) throws IOException {
    if (sent && !operation.isRepeatable()) {
      throw new IOException("an interceptor tried to send " + operation.name() + " a second time");
    }
    sent = true;
    this.onUsedConnection = onUsedConnection;
    scope.touch();
  }

  /** Marks that nothing was sent, since the server had closed the connection. */
  void markClosedBefore() {
    closedBefore = true;
  }

  /** Keeps the headers as the server sent them. */
  void received(Headers serverHeaders) {
    headers = serverHeaders;
    scope.touch();
  }

  void ended(@Nullable RawResponse answer, @Nullable Exception failure, Duration elapsed) {
    this.answer = answer;
    this.cause = failure;
    this.elapsed = elapsed;
  }

  Operation<?> operation() {
    return operation;
  }

  int number() {
    return number;
  }

  Credentials.Issued credentials() {
    return credentials;
  }

  Redactor redactor() {
    return redactor;
  }

  boolean sent() {
    return sent;
  }

  @Nullable Headers headers() {
    return headers;
  }

  /** Null if no whole answer came. */
  @Nullable RawResponse answer() {
    return answer;
  }

  /** Why no whole answer came, as it was thrown; null if one came. */
  @Nullable Exception cause() {
    return cause;
  }

  /** The cause without secrets, for others to see. */
  @Nullable Exception failure() {
    return cause == null ? null : redactor.clean(cause);
  }

  Duration elapsed() {
    return elapsed;
  }

  @Nullable String rayId() {
    String ray = headers == null ? null : headers.get("cf-ray");
    return ray == null ? null : redactor.clean(ray);
  }

  /**
   * Whether it met a connection that the server had closed in the meantime, as servers do with idle
   * ones. That is no failure of the call, which may be sent again at once; a new connection cannot
   * be found so, and a used one only once.
   */
  boolean metClosedConnection() {
    boolean unanswered = onUsedConnection && headers == null && cause instanceof IOException;
    return (closedBefore && !sent) || (unanswered && operation.isRepeatable());
  }

  /** Whether an attempt before this one may have done what was asked. */
  boolean repeatsOneSent() {
    return repeatsOneSent;
  }

  /** Whether this attempt, or one before it, may have done what was asked. */
  boolean mayBeDone() {
    boolean refusedUnseen = answer != null && answer.status() == 429;
    return repeatsOneSent || (sent && !refusedUnseen);
  }

  /** Whether something that must happen once may have happened, or may yet. */
  boolean mayHaveHappened() {
    RawResponse whole = answer;
    boolean refused =
        whole != null && whole.status() >= 300 && whole.status() < 500 && whole.status() != 408;
    return sent && !operation.isRepeatable() && !refused;
  }

  /** The call's context for an exception. */
  CallContext context() {
    return new CallContext(
        operation.method(),
        operation.path(),
        rayId(),
        operation.pcapId(),
        number,
        mayHaveHappened());
  }
}
