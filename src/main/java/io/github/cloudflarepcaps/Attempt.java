package io.github.cloudflarepcaps;

import java.io.IOException;
import java.time.Duration;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/** One attempt of a call: how far it got on the wire and, once it has ended, its outcome. */
final class Attempt {

  /** How far the request got. An attempt only ever advances. */
  enum Progress {
    NOT_SENT,
    /** Bytes of the request may have left this machine. */
    SENT,
    HEADERS_RECEIVED
  }

  /** The HTTP/1.1 connection that the attempt got. */
  enum Connection {
    /** Made for this attempt, or shared as on HTTP/2. */
    NEW,
    /** Has served an earlier request. */
    REUSED,
    /** Closed by the server while it was idle; nothing was sent on it. */
    FOUND_CLOSED
  }

  /**
   * How the attempt ended.
   *
   * @param response null if no complete response arrived
   * @param failure why no complete response arrived, as thrown; null if one did
   * @param elapsed from the start of the attempt until the response was read
   */
  record Outcome(@Nullable RawResponse response, @Nullable Exception failure, Duration elapsed) {}

  private final Operation<?> operation;
  private final int number;
  private final boolean mayHaveSucceededEarlier;
  private final Credentials.Issued credentials;
  private final Redactor redactor;
  private final CallScope scope;

  // Written by the interceptor. That is usually the calling thread; an interceptor of a borrowed
  // client may use another one, hence volatile.
  private volatile Progress progress = Progress.NOT_SENT;
  private volatile Connection connection = Connection.NEW;
  private volatile @Nullable Headers headers;

  // Written once, by the calling thread.
  private Outcome outcome = new Outcome(null, null, Duration.ZERO);

  /**
   * An attempt that has not started.
   *
   * @param number from 1; an attempt that is sent again at once keeps the number
   * @param previous the attempt of the same call before this one; null for the first
   */
  Attempt(
      Operation<?> operation,
      int number,
      @Nullable Attempt previous,
      Credentials.Issued credentials,
      CallScope scope) {
    this.operation = operation;
    this.number = number;
    this.mayHaveSucceededEarlier = previous != null && previous.mayHaveSucceeded();
    this.credentials = credentials;
    this.redactor = credentials.redactor().and(operation.secrets());
    this.scope = scope;
  }

  /**
   * Records that bytes of the request may leave this machine from now on.
   *
   * @throws IOException if they may have before and must not be sent twice
   */
  void markSent(Connection on) throws IOException {
    if (progress != Progress.NOT_SENT && !operation.isIdempotent()) {
      throw new IOException("an interceptor tried to send " + operation.name() + " a second time");
    }
    if (progress == Progress.NOT_SENT) {
      progress = Progress.SENT;
    }
    connection = on;
    scope.touch();
  }

  /** Records that nothing was sent, since the server had closed the connection. */
  void markFoundClosed() {
    connection = Connection.FOUND_CLOSED;
  }

  /** Records the response's headers as the server sent them. */
  void markReceived(Headers serverHeaders) {
    headers = serverHeaders;
    progress = Progress.HEADERS_RECEIVED;
    scope.touch();
  }

  void end(Outcome how) {
    outcome = how;
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

  /** Redacts this attempt's credentials and the secrets in its request. */
  Redactor redactor() {
    return redactor;
  }

  boolean isSent() {
    return progress != Progress.NOT_SENT;
  }

  /** The response's headers as the server sent them; null if none arrived. */
  @Nullable Headers headers() {
    return headers;
  }

  /** Null if no complete response arrived. */
  @Nullable RawResponse response() {
    return outcome.response();
  }

  /** Why no complete response arrived, as thrown; null if one did. */
  @Nullable Exception failure() {
    return outcome.failure();
  }

  Duration elapsed() {
    return outcome.elapsed();
  }

  /** The {@code cf-ray} header, redacted; null without one. */
  @Nullable String rayId() {
    Headers received = headers;
    String ray = received == null ? null : received.get("cf-ray");
    return ray == null ? null : redactor.clean(ray);
  }

  /**
   * Whether the request may be sent again at once, without a pause: the server had closed its
   * connection while it was idle, which is not a failure of the call. This ends: a new connection
   * never counts as reused, and a reused one fails only once.
   */
  boolean mayBeResentAtOnce() {
    return switch (connection) {
      case NEW -> false;
      case FOUND_CLOSED -> progress == Progress.NOT_SENT;
      case REUSED ->
          operation.isIdempotent()
              && progress == Progress.SENT
              && outcome.failure() instanceof IOException;
    };
  }

  /** Whether a delete that gets a 404 may have succeeded on an earlier attempt. */
  boolean deleteMayHaveSucceeded() {
    return mayHaveSucceededEarlier && operation.method().equals("DELETE");
  }

  private boolean mayHaveSucceeded() {
    RawResponse response = outcome.response();
    boolean rateLimited = response != null && response.status() == 429; // rejected unprocessed
    return mayHaveSucceededEarlier || (isSent() && !rateLimited);
  }

  /**
   * Whether an operation that must take effect at most once may have taken effect, or still may: it
   * was sent, and not rejected by a status from 300 to 499 other than 408.
   */
  boolean outcomeUnknown() {
    RawResponse response = outcome.response();
    boolean rejected =
        response != null
            && response.status() >= 300
            && response.status() < 500
            && response.status() != 408;
    return isSent() && !operation.isIdempotent() && !rejected;
  }

  /** The call's context for an exception. */
  CallContext context() {
    return new CallContext(
        operation.method(),
        operation.path(),
        rayId(),
        operation.pcapId(),
        number,
        outcomeUnknown());
  }
}
