package io.github.cloudflarepcaps.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** The JDK's HTTP server, on daemon threads only. */
final class FakeServer {
  /** More than any request of this API needs; what a larger one has beyond it is discarded. */
  static final int MAX_BODY = 1 << 20;

  private static final System.Logger LOG = System.getLogger(FakeCloudflare.class.getName());
  private static final int BACKLOG = 1024;

  private final HttpServer server;
  private final ExecutorService threads;
  private final CountDownLatch closed;

  private FakeServer(HttpServer server, ExecutorService threads, CountDownLatch closed) {
    this.server = server;
    this.threads = threads;
    this.closed = closed;
  }

  /** Responds to a request. */
  @FunctionalInterface
  interface Handler {
    void handle(Exchange exchange) throws IOException, InterruptedException;
  }

  /**
   * Starts to serve.
   *
   * @param address its port 0 is a free one
   */
  static FakeServer start(InetSocketAddress address, Handler handler) throws IOException {
    HttpServer server = create(address);
    CountDownLatch closed = new CountDownLatch(1);
    ExecutorService threads =
        Executors.newCachedThreadPool(task -> daemon(task, "fake-cloudflare"));
    server.setExecutor(threads);
    server.createContext("/", http -> serve(http, handler, closed));
    startOnDaemonThread(server);
    return new FakeServer(server, threads, closed);
  }

  InetSocketAddress address() {
    return server.getAddress();
  }

  /** Ends every call at once and frees the port. Idempotent. */
  void close() {
    if (closed.getCount() == 0) {
      return;
    }
    server.stop(0); // first: a caller whose stall ends must not be able to retry
    closed.countDown();
    threads.shutdownNow();
  }

  /**
   * The JDK's server reads its settings from system properties once, when it creates its first
   * instance. Without TCP_NODELAY a response waits 40 ms for an acknowledgement; by default only
   * 200 idle connections are kept. Properties that were already set keep their values.
   */
  private static synchronized HttpServer create(InetSocketAddress address) throws IOException {
    Properties properties = System.getProperties();
    Object noDelay = properties.putIfAbsent("sun.net.httpserver.nodelay", "true");
    Object idle = properties.putIfAbsent("sun.net.httpserver.maxIdleConnections", "4096");
    try {
      return HttpServer.create(address, BACKLOG);
    } finally {
      restore(properties, "sun.net.httpserver.nodelay", noDelay);
      restore(properties, "sun.net.httpserver.maxIdleConnections", idle);
    }
  }

  private static void restore(Properties properties, String name, @Nullable Object before) {
    if (before == null) {
      properties.remove(name);
    }
  }

  /** The server's own thread inherits its daemon status from the thread that starts it. */
  private static void startOnDaemonThread(HttpServer server) {
    Thread starter = daemon(server::start, "fake-cloudflare-start");
    starter.start();
    boolean interrupted = false;
    while (starter.isAlive()) {
      try {
        starter.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  private static void serve(HttpExchange http, Handler handler, CountDownLatch closed) {
    try {
      handler.handle(new Exchange(http, read(http.getRequestBody()), closed));
    } catch (IOException | InterruptedException e) {
      LOG.log(System.Logger.Level.DEBUG, "the caller or the fake closed the connection", e);
      http.close();
    } catch (RuntimeException | Error e) {
      LOG.log(System.Logger.Level.ERROR, "the fake failed", e);
      http.close();
    }
  }

  /** The body, of a larger one {@link #MAX_BODY} bytes and one. */
  private static byte[] read(InputStream in) throws IOException {
    byte[] body = in.readNBytes(MAX_BODY + 1);
    in.transferTo(OutputStream.nullOutputStream());
    return body;
  }
}
