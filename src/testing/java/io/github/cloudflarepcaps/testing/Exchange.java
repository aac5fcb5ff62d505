package io.github.cloudflarepcaps.testing;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A request that was read whole, and the ways in which it can be answered, or not. */
final class Exchange {
  private static final System.Logger LOG = System.getLogger(FakeCloudflare.class.getName());

  private final HttpExchange http;
  private final byte[] body;
  private final CountDownLatch serverClosed;

  Exchange(HttpExchange http, byte[] body, CountDownLatch serverClosed) {
    this.http = http;
    this.body = body;
    this.serverClosed = serverClosed;
  }

  String method() {
    return http.getRequestMethod();
  }

  /** The path as sent, not decoded, without the query. */
  String path() {
    String path = http.getRequestURI().getRawPath();
    return path == null ? "" : path;
  }

  String pathAndQuery() {
    String query = http.getRequestURI().getRawQuery();
    return query == null ? path() : path() + "?" + query;
  }

  byte[] body() {
    return body;
  }

  @Nullable String header(String name) {
    return http.getRequestHeaders().getFirst(name);
  }

  Set<String> headerNames() {
    return http.getRequestHeaders().keySet();
  }

  /** A header that the answer to this request has, whatever the answer is. */
  void addHeader(String name, String value) {
    http.getResponseHeaders().set(name, value);
  }

  void send(Answer answer) throws IOException {
    cut(answer, Long.MAX_VALUE);
    http.close();
  }

  /** Promises the whole body, sends its beginning, and closes the connection. */
  void sendPart(Answer answer, long bytes) throws IOException {
    http.getResponseHeaders().set("Connection", "close");
    cut(answer, bytes);
    http.close(); // short of the length it promised, so the server closes the connection too
  }

  /** Closes the connection: it has seen no status line, and never sees this answer. */
  void drop(Answer lost) {
    LOG.log(System.Logger.Level.DEBUG, "a {0} is dropped", lost.status());
    http.close();
  }

  /** Silence; it ends early when the server closes. */
  void pause(Duration silence) throws InterruptedException {
    if (serverClosed.await(nanos(silence), TimeUnit.NANOSECONDS)) {
      throw new InterruptedException("closed");
    }
  }

  private static long nanos(Duration time) {
    return time.compareTo(Duration.ofDays(365)) > 0 ? Long.MAX_VALUE : time.toNanos();
  }

  private void cut(Answer answer, long bytes) throws IOException {
    Headers headers = http.getResponseHeaders();
    answer.headers().forEach(headers::set);
    byte[] whole = answer.body();
    // The JDK's server wants -1 for an empty body: 0 means one of unknown length.
    http.sendResponseHeaders(answer.status(), whole.length == 0 ? -1 : whole.length);
    if (whole.length > 0) {
      OutputStream out = http.getResponseBody();
      out.write(whole, 0, (int) Math.min(whole.length, bytes));
      out.flush();
    }
  }
}
