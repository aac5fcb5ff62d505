package io.github.cloudflarepcaps.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** The JDK's HTTP server on the loopback address, on daemon threads only. */
final class LoopbackServer {
  /** More than any request of this API; the rest of a larger one is read and thrown away. */
  static final int MAX_BODY = 1 << 20;

  private static final System.Logger LOG = System.getLogger(FakeCloudflare.class.getName());
  private static final int BACKLOG = 1024;

  private final HttpServer server;
  private final ExecutorService threads;
  private final CountDownLatch closed;

  private LoopbackServer(HttpServer server, ExecutorService threads, CountDownLatch closed) {
    this.server = server;
    this.threads = threads;
    this.closed = closed;
  }

  /** How a request is answered. */
  @FunctionalInterface
  interface Handler {
    void handle(Exchange exchange) throws IOException, InterruptedException;
  }

  /** Serves on this port, or on a free one if it is 0. */
  static LoopbackServer start(int port, Handler handler) throws IOException {
    HttpServer server =
        create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
    CountDownLatch closed = new CountDownLatch(1);
    ExecutorService threads =
        Executors.newCachedThreadPool(task -> daemon(task, "fake-cloudflare"));
    server.setExecutor(threads);
    server.createContext("/", http -> serve(http, handler, closed));
    startOnDaemonThread(server);
    return new LoopbackServer(server, threads, closed);
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** Ends every call at once and frees the port; a second time it does nothing. */
  void close() {
    if (closed.getCount() == 0) {
      return;
    }
    server.stop(0); // first, so that no caller whose stall ends can try again
    closed.countDown();
    threads.shutdownNow();
  }

  /**
   * The JDK's server reads its settings once, when its first instance is made, from system
   * properties. Without TCP_NODELAY an answer waits 40 ms for an acknowledgement, and by default it
   * keeps 200 idle connections only. What was set before is left as it was.
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

  /** The server's own thread is a daemon if the one that starts it is. */
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
      LOG.log(System.Logger.Level.DEBUG, "the caller or the fake hung up", e);
      http.close();
    } catch (RuntimeException | Error e) {
      LOG.log(System.Logger.Level.ERROR, "the fake failed", e);
      http.close();
    }
  }

  /** The body, or one byte more than {@link #MAX_BODY} of a larger one. */
  private static byte[] read(InputStream in) throws IOException {
    byte[] body = in.readNBytes(MAX_BODY + 1);
    in.transferTo(OutputStream.nullOutputStream());
    return body;
  }
}
