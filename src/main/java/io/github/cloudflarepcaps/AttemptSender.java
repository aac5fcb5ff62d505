package io.github.cloudflarepcaps;

import io.github.cloudflarepcaps.internal.net.OneShotBody;
import java.io.IOException;
import java.net.ProtocolException;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Call;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Makes one attempt over the wire: sends the request and reads the response. */
final class AttemptSender {
  private static final Pattern NO_CONTENT =
      Pattern.compile("HTTP (204|205) had non-zero Content-Length: .*");

  private final OkHttpClient http;
  private final WireInterceptor wire;
  private final HttpUrl base;
  private final String basePath;
  private final Credentials credentials;
  private final Time time;
  private final Headers forJson;
  private final Headers forCapture;

  AttemptSender(
      OkHttpClient http,
      WireInterceptor wire,
      HttpUrl base,
      Credentials credentials,
      String userAgent,
      Time time) {
    this.http = http;
    this.wire = wire;
    this.base = base;
    this.basePath = base.encodedPath().replaceFirst("/$", ""); // HttpUrl's empty path is "/"
    this.credentials = credentials;
    this.time = time;
    this.forJson = Headers.of("Accept", "application/json", "User-Agent", userAgent);
    this.forCapture =
        forJson
            .newBuilder()
            .set("Accept", "application/vnd.tcpdump.pcap, application/json")
            // OkHttp drops the length of a compressed body, and we verify it.
            .set("Accept-Encoding", "identity")
            .build();
  }

  /**
   * Makes an attempt. Records failures in the returned attempt; only an exception from the token
   * supplier propagates.
   *
   * @param previous the attempt before this one; null for the first
   */
  Attempt send(Operation<?> operation, @Nullable Attempt previous, CallScope scope) {
    int number = previous == null ? 1 : previous.number() + 1;
    Attempt attempt = sendOnce(operation, number, previous, scope);
    while (attempt.mayBeResentAtOnce() && !scope.isEnding()) {
      attempt = sendOnce(operation, number, attempt, scope);
    }
    return attempt;
  }

  /** The URL of the operation. Parsing a text instead, host and all, takes a tenth of a call. */
  HttpUrl url(Operation<?> operation) {
    return base.newBuilder().encodedPath(basePath + operation.path()).build();
  }

  private Attempt sendOnce(
      Operation<?> operation, int number, @Nullable Attempt previous, CallScope scope) {
    Attempt attempt = new Attempt(operation, number, previous, credentials.issue(), scope);
    Call call = http.newCall(request(operation));
    wire.expect(call, attempt);
    scope.attach(call);
    long start = time.nanos();
    RawResponse response = null;
    Exception failure = null;
    try {
      scope.enter();
      scope.check(); // waiting for a thread or a token may have used up the time
      if (Thread.interrupted()) {
        throw new InterruptedException("before the request was sent");
      }
      response = read(call.execute(), attempt, scope);
    } catch (Exception e) { // OkHttp does not declare all it throws: invalid headers, interrupts
      response = noContent(e, attempt);
      failure = response == null ? e : null;
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
    } finally {
      scope.leave();
      wire.forget(call);
    }
    Duration elapsed = Duration.ofNanos(time.nanos() - start);
    attempt.end(new Attempt.Outcome(response, failure, elapsed));
    return attempt;
  }

  private Request request(Operation<?> operation) {
    byte[] body = operation.body();
    return new Request.Builder()
        .url(url(operation))
        .method(operation.method(), body == null ? null : new OneShotBody(body))
        .headers(operation.content() == Operation.Content.CAPTURE ? forCapture : forJson)
        .build();
  }

  private static RawResponse read(Response response, Attempt attempt, CallScope scope)
      throws IOException {
    // No headers from the wire: an interceptor of a borrowed client responded by itself.
    Headers headers = Objects.requireNonNullElse(attempt.headers(), response.headers());
    return RawResponse.read(response, headers, attempt.operation().content(), scope);
  }

  /**
   * OkHttp throws where a 204 or 205 announces a body; to an operation without a result it is
   * success.
   */
  private static @Nullable RawResponse noContent(Exception failure, Attempt attempt) {
    if (attempt.operation().content() != Operation.Content.NOTHING
        || !(failure instanceof ProtocolException)) {
      return null;
    }
    Matcher status = NO_CONTENT.matcher(String.valueOf(failure.getMessage()));
    return status.matches()
        ? RawResponse.empty(Integer.parseInt(status.group(1)), Headers.EMPTY)
        : null;
  }
}
