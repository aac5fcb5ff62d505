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

/** A request, read completely, and the ways to respond to it. */
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

  /** Sets a header of whatever response this request gets. */
  void addHeader(String name, String value) {
    http.getResponseHeaders().set(name, value);
  }

  void send(Response response) throws IOException {
    sendUpTo(response, Long.MAX_VALUE);
    http.close();
  }

  /** Announces the complete body, sends its beginning, and closes the connection. */
  void sendPart(Response response, long bytes) throws IOException {
    http.getResponseHeaders().set("Connection", "close");
    sendUpTo(response, bytes);
    http.close(); // the body is incomplete, so the server closes the connection, too
  }

  /** Closes the connection without a status line. */
  void drop(Response lost) {
    LOG.log(System.Logger.Level.DEBUG, "dropped a {0} response", lost.status());
    http.close();
  }

  /** Waits, at most until the server closes. */
  void pause(Duration silence) throws InterruptedException {
    if (serverClosed.await(nanos(silence), TimeUnit.NANOSECONDS)) {
      throw new InterruptedException("closed");
    }
  }

  private static long nanos(Duration time) {
    return time.compareTo(Duration.ofDays(365)) > 0 ? Long.MAX_VALUE : time.toNanos();
  }

  private void sendUpTo(Response response, long bytes) throws IOException {
    Headers headers = http.getResponseHeaders();
    response.headers().forEach(headers::set);
    byte[] content = response.body();
    // The JDK's server takes -1 for an empty body: 0 means an unknown length.
    http.sendResponseHeaders(response.status(), content.length == 0 ? -1 : content.length);
    if (content.length > 0) {
      OutputStream out = http.getResponseBody();
      out.write(content, 0, (int) Math.min(content.length, bytes));
      out.flush();
    }
  }
}
