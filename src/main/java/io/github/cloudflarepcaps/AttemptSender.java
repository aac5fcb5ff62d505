package io.github.cloudflarepcaps;

import java.io.IOException;
import java.net.ProtocolException;
import java.time.Duration;
import okhttp3.Call;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/** Makes one attempt over the wire: sends the request, and reads the answer within its bounds. */
final class AttemptSender {
  private static final int LONGEST_JSON = 16 << 20;
  private static final int LONGEST_ERROR = 64 << 10;
  private static final Headers FOR_JSON =
      Headers.of("Accept", "application/json", "User-Agent", Version.USER_AGENT);

  /** Identity: of a compressed body OkHttp drops the length, which is to be checked. */
  private static final Headers FOR_CAPTURE =
      FOR_JSON
          .newBuilder()
          .set("Accept", "application/vnd.tcpdump.pcap, application/json")
          .set("Accept-Encoding", "identity")
          .build();

  private final OkHttpClient http;
  private final WireInterceptor wire;
  private final String base;
  private final Credentials credentials;
  private final AttemptLog log;
  private final Time time;

  AttemptSender(
      OkHttpClient http,
      WireInterceptor wire,
      HttpUrl base,
      Credentials credentials,
      AttemptLog log,
      Time time) {
    this.http = http;
    this.wire = wire;
    this.base = base.toString().replaceFirst("/$", ""); // a URL without a path is written with one
    this.credentials = credentials;
    this.log = log;
    this.time = time;
  }

  /**
   * Never throws but for what the supplier of the token throws: what went wrong is in the attempt.
   *
   * @param before the attempt that failed before; null for the first one
   */
  Attempt send(Operation<?> operation, @Nullable Attempt before, CallScope scope) {
    int number = before == null ? 1 : before.number() + 1;
    Attempt attempt = send(operation, number, before != null && before.mayBeDone(), scope);
    while (attempt.metClosedConnection() && !scope.isEnding()) {
      attempt = send(operation, number, attempt.mayBeDone(), scope);
    }
    log.record(attempt);
    return attempt;
  }

  private Attempt send(
      Operation<?> operation, int number, boolean repeatsOneSent, CallScope scope) {
    Attempt attempt = new Attempt(operation, number, repeatsOneSent, credentials.issue(), scope);
    Call call = http.newCall(request(operation));
    wire.expect(call, attempt);
    long begin = time.nanos();
    scope.attach(call);
    RawResponse answer = null;
    Exception failure = null;
    try {
      scope.enter();
      scope.check(); // it may have waited long for its thread, or its token
      if (Thread.interrupted()) {
        throw new InterruptedException("before it was sent");
      }
      answer = read(call.execute(), attempt, scope);
    } catch (Exception e) { // not all that OkHttp throws is declared: hostile headers, interrupts
      failure = e;
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
    } finally {
      scope.leave();
      wire.forget(call);
    }
    attempt.ended(answer, failure, Duration.ofNanos(time.nanos() - begin));
    return attempt;
  }

  private Request request(Operation<?> operation) {
    boolean capture = operation.ending() == Operation.Ending.CAPTURE;
    return new Request.Builder()
        .url(base + operation.path())
        .method(operation.method(), body(operation))
        .headers(capture ? FOR_CAPTURE : FOR_JSON)
        .build();
  }

  private static @Nullable OneShotBody body(Operation<?> operation) {
    byte[] body = operation.body();
    if (body != null) {
      return new OneShotBody(body);
    }
    return operation.method().equals("PUT") ? new OneShotBody(new byte[0]) : null;
  }

  private static RawResponse read(Response response, Attempt attempt, CallScope scope)
      throws IOException {
    ResponseBody body = response.body();
    Headers headers = attempt.headers() == null ? response.headers() : attempt.headers();
    try {
      if (attempt.operation().ending() == Operation.Ending.CAPTURE
          && response.isSuccessful()
          && DownloadStream.beginsWell(body.source())) {
        return RawResponse.ofCapture(response.code(), headers, body);
      }
      RawResponse answer =
          RawResponse.ofBody(response.code(), headers, readBody(response, body, scope));
      body.close();
      return answer;
    } catch (Throwable e) {
      body.close();
      throw e;
    }
  }

  private static byte[] readBody(Response response, ResponseBody body, CallScope scope)
      throws IOException {
    boolean ok = response.isSuccessful();
    int most = ok ? LONGEST_JSON : LONGEST_ERROR;
    BufferedSource source = body.source();
    Buffer buffer = source.getBuffer();
    IOException cut = null;
    try {
      while (buffer.size() <= most && source.request(buffer.size() + 1)) {
        scope.touch();
      }
      long length = body.contentLength();
      if (buffer.size() <= most && buffer.size() < length) { // HTTP/2 ends it without a word
        cut = new ProtocolException(buffer.size() + " of " + length + " bytes came");
      }
    } catch (IOException e) {
      cut = e;
    }
    boolean tooLarge = buffer.size() > most;
    if (tooLarge) {
      scope.cancelExchange();
    }
    byte[] bytes = buffer.readByteArray(Math.min(buffer.size(), most));
    if (ok && cut != null) {
      throw new CutShortException(cut, bytes);
    }
    if (ok && tooLarge) {
      throw new TooLargeException("the answer has more than " + (most >> 20) + " MiB");
    }
    return bytes; // of an error its beginning will do
  }

  /** A body that ended before its end, with what came of it: an id may be in it. */
  static final class CutShortException extends IOException {
    private static final long serialVersionUID = 1;

    private final transient byte[] part;

    CutShortException(IOException cause, byte[] part) {
      super("the answer was cut short: " + cause.getMessage(), cause);
      this.part = part;
    }

    byte[] part() {
      return part;
    }
  }

  /** An answer that will not be read, however often it comes. */
  static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1;

    TooLargeException(String message) {
      super(message);
    }
  }
}
