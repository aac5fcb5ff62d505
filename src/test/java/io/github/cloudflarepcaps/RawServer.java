package io.github.cloudflarepcaps;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A server on plain sockets, for faults that MockWebServer cannot produce: a script decides about
 * each connection and each request, down to the byte. Without a script it responds like the API.
 */
final class RawServer implements AutoCloseable {
  private final ServerSocket listener;
  private final Thread acceptor;
  private final @Nullable SSLContext tls;
  private final Deque<Script> scripts = new ConcurrentLinkedDeque<>();
  private final Deque<Script> connectionScripts = new ConcurrentLinkedDeque<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile Script defaultScript = RawPeer::respondNormally;
  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

  /** What the server does about a request, or about a connection before the first request. */
  @FunctionalInterface
  interface Script {
    void run(RawPeer peer) throws IOException;
  }

  private RawServer(@Nullable SSLContext tls, String address, int port) {
    this.tls = tls;
    try {
      listener = new ServerSocket(port, 512, InetAddress.getByName(address));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    acceptor = start(this::accept);
  }

  static RawServer start() {
    return new RawServer(null, "127.0.0.1", 0);
  }

  /** Another server on the same port, at another loopback address. */
  RawServer startBeside(String address) {
    return new RawServer(tls, address, port());
  }

  static RawServer startWithTls(SSLContext tls) {
    return new RawServer(tls, "127.0.0.1", 0);
  }

  /** Responds with that status and an empty JSON object. */
  static Script status(int status) {
    return status(status, "", "{}");
  }

  /** Responds with JSON; each line of {@code headers} ends with CR LF. */
  static Script status(int status, String headers, String body) {
    return peer -> peer.respond(status, headers, body);
  }

  private static Thread start(Runnable work) {
    Thread thread = new Thread(work, "raw server");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** Adds the script of the next request. */
  RawServer then(Script script) {
    scripts.add(script);
    return this;
  }

  /** Adds the same script for that many requests. */
  RawServer then(int times, Script script) {
    for (int i = 0; i < times; i++) {
      scripts.add(script);
    }
    return this;
  }

  /** Sets the script for all requests that have no script of their own. */
  RawServer always(Script script) {
    defaultScript = script;
    return this;
  }

  /** Adds a script that runs on the next connection before its first request is read. */
  RawServer onConnect(Script script) {
    connectionScripts.add(script);
    return this;
  }

  int port() {
    return listener.getLocalPort();
  }

  String baseUrl() {
    return (tls == null ? "http" : "https") + "://127.0.0.1:" + port() + "/client/v4";
  }

  /** A client with a token, an account and the default retries, in real time. */
  CloudflareClient.Builder client() {
    return at(Time.SYSTEM);
  }

  /** Like {@link #client}, with the test's own clock. */
  CloudflareClient.Builder at(Time time) {
    return CloudflareClient.Builder.withTime(time)
        .baseUrl(baseUrl())
        .accountId(Given.ACCOUNT)
        .apiToken(Given.TOKEN);
  }

  /** Method and path below the account, of each complete request so far. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  /** The number of connections accepted so far. */
  int connections() {
    return connections.get();
  }

  /** The number of connections that are open now. */
  int openConnections() {
    return open.size();
  }

  /**
   * Waits up to 10 seconds for an event: {@code accepted}, {@code request}, or one that {@link
   * RawPeer} reports. Discards the events before it.
   */
  void await(String event) {
    try {
      for (String next = ""; !event.equals(next); ) {
        next = events.poll(10, TimeUnit.SECONDS);
        if (next == null) {
          throw new AssertionError("event did not happen: " + event);
        }
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        open.add(socket);
        connections.incrementAndGet();
        events.add("accepted");
        start(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      Script onConnect = connectionScripts.poll();
      if (onConnect != null) {
        onConnect.run(new RawPeer(socket, socket, new RawRequest("", ""), events::add));
      }
      Socket inner = tls == null ? socket : encrypted(socket, tls);
      InputStream in = new BufferedInputStream(inner.getInputStream());
      for (RawRequest request = RawRequest.read(in);
          request != null;
          request = RawRequest.read(in)) {
        requests.add(request.line());
        events.add("request");
        Script script = scripts.poll();
        RawPeer peer = new RawPeer(socket, inner, request, events::add);
        (script == null ? defaultScript : script).run(peer);
      }
    } catch (IOException e) {
      events.add("broken");
    } finally {
      open.remove(socket);
    }
  }

  private static Socket encrypted(Socket socket, SSLContext tls) throws IOException {
    SSLSocket encrypted =
        (SSLSocket) tls.getSocketFactory().createSocket(socket, null, socket.getPort(), true);
    encrypted.setUseClientMode(false);
    return encrypted;
  }

  /** Closes the port and all connections: a later connect is refused. */
  @Override
  public void close() {
    try {
      listener.close();
      acceptor.join(); // until then the port may be open
      for (Socket socket : open) {
        socket.close();
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
