package io.github.cloudflarepcaps;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
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
 * A server of plain sockets, for what a well-behaved one cannot do: it treats each connection, and
 * each request, as its script says, down to the byte. Without a script it responds as the API does.
 */
final class RawServer implements AutoCloseable {
  static final String ACCOUNT = "0123456789abcdef0123456789abcdef";
  static final String ID = "6d1f0aac13cd40e3900d29f5dd0e8a2b";
  static final String TOKEN = "example-token";

  private final ServerSocket listener;
  private final Thread acceptor;
  private final @Nullable SSLContext tls;
  private final Deque<RawResponse> scripts = new ConcurrentLinkedDeque<>();
  private final Deque<Greeting> greetings = new ConcurrentLinkedDeque<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile RawResponse always = Peer::respondWell;
  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

  /** Treats a request; the connection stays open unless this closes it. */
  @FunctionalInterface
  interface RawResponse {
    void to(Peer peer) throws IOException;
  }

  /** Treats a connection before anything is read from it. */
  @FunctionalInterface
  interface Greeting {
    void to(Peer peer) throws IOException;
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

  private static Thread start(Runnable work) {
    Thread thread = new Thread(work, "raw server");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** Adds the script of the next request. */
  RawServer then(RawResponse script) {
    scripts.add(script);
    return this;
  }

  /** Adds the script of the next requests. */
  RawServer then(int times, RawResponse script) {
    for (int i = 0; i < times; i++) {
      scripts.add(script);
    }
    return this;
  }

  /** Sets the script of all requests that have none of their own. */
  RawServer always(RawResponse script) {
    always = script;
    return this;
  }

  /** Adds the script of the next connection, before a byte of it is read. */
  RawServer greet(Greeting greeting) {
    greetings.add(greeting);
    return this;
  }

  int port() {
    return listener.getLocalPort();
  }

  String baseUrl() {
    return (tls == null ? "http" : "https") + "://127.0.0.1:" + port() + "/client/v4";
  }

  /** With a token, an account and the standard retries, in real time. */
  CloudflareClient.Builder client() {
    return at(Time.SYSTEM);
  }

  /** The same with the test's own clock. */
  CloudflareClient.Builder at(Time time) {
    return CloudflareClient.Builder.withTime(time)
        .baseUrl(baseUrl())
        .accountId(ACCOUNT)
        .apiToken(TOKEN);
  }

  /** Method and path below the account of each complete request. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  /** How many connections were made. */
  int connections() {
    return connections.get();
  }

  /** How many of them are open. */
  int openConnections() {
    return open.size();
  }

  /** Waits for an event: {@code accepted}, {@code request}, {@code hung up}. */
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
      Greeting greeting = greetings.poll();
      if (greeting != null) {
        greeting.to(new Peer(socket, socket, new Request("", "")));
      }
      Socket inner = tls == null ? socket : encrypted(socket, tls);
      InputStream in = new BufferedInputStream(inner.getInputStream());
      for (Request request = read(in); request != null; request = read(in)) {
        requests.add(request.line());
        events.add("request");
        RawResponse script = scripts.poll();
        Peer peer = new Peer(socket, inner, request);
        (script == null ? always : script).to(peer);
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

  private record Request(String line, String body) {}

  /** One complete request; null if the connection ended before. */
  private static @Nullable Request read(InputStream in) throws IOException {
    String head = head(in);
    if (head.isEmpty()) {
      return null;
    }
    byte[] body = {};
    for (String line : head.split("\r\n")) {
      if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        body = in.readNBytes(Integer.parseInt(line.substring(15).strip()));
      }
    }
    String line = head.substring(0, head.indexOf(" HTTP/1.1"));
    return new Request(
        line.replace("/client/v4/accounts/" + ACCOUNT, ""),
        new String(body, StandardCharsets.UTF_8));
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int last = 0;
    for (int b = in.read(); b >= 0; b = in.read()) {
      head.write(b);
      last = last << 8 | b;
      if (last == 0x0d0a0d0a) {
        return head.toString(StandardCharsets.ISO_8859_1);
      }
    }
    return "";
  }

  /** Nobody can connect once this has returned. */
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

  /** The server's end of a connection, with the request to respond to. */
  final class Peer {
    private final Socket socket;
    private final OutputStream out;
    private final InputStream in;
    private final Request request;

    private Peer(Socket socket, Socket inner, Request request) throws IOException {
      this.socket = socket;
      this.request = request;
      this.out = inner.getOutputStream();
      this.in = inner.getInputStream();
    }

    /** Method and path. */
    String request() {
      return request.line();
    }

    void send(String text) throws IOException {
      send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    void send(byte[] bytes) throws IOException {
      out.write(bytes);
      out.flush();
    }

    /** Sends a JSON response; {@code more} are header lines, each with its line end. */
    void respond(int status, String more, String body) throws IOException {
      send(
          "HTTP/1.1 "
              + status
              + " Whatever\r\nContent-Type: application/json\r\n"
              + more
              + "Content-Length: "
              + body.length()
              + "\r\n\r\n"
              + body);
    }

    /** Sends the response that the API would. */
    void respondWell() throws IOException {
      if (request().endsWith("/download")) {
        byte[] file = capture();
        send(
            "HTTP/1.1 200 OK\r\nContent-Type: application/vnd.tcpdump.pcap\r\nContent-Length: "
                + file.length
                + "\r\n\r\n");
        send(file);
      } else {
        respond(200, "", "{\"result\":" + result() + ",\"success\":true,\"errors\":[]}");
      }
    }

    private String result() {
      if (request().equals("GET /pcaps") || request().equals("GET /pcaps/ownership")) {
        return "[]";
      }
      if (request().contains("/ownership")) {
        return "{\"id\":\"" + ID + "\",\"filename\":\"challenge.txt\",\"status\":\"pending\"}";
      }
      String type = request.body().contains("\"full\"") ? "full" : "simple";
      return "{\"id\":\"" + idAskedFor() + "\",\"type\":\"" + type + "\",\"status\":\"success\"}";
    }

    private String idAskedFor() {
      int begin = request().indexOf("/pcaps/") + 7;
      return begin < 7 ? ID : request().substring(begin).replace("/stop", "");
    }

    /** Stays silent until the client closes, which is the event {@code hung up}. */
    void awaitHangUp() throws IOException {
      events.add("silent");
      try {
        in.transferTo(OutputStream.nullOutputStream());
      } catch (SocketException e) {
        events.add("reset");
      }
      events.add("hung up");
      close();
    }

    /** Sends byte by byte with pauses, until all are sent or the client has closed. */
    void trickle(String text) throws IOException {
      socket.setSoTimeout(5);
      for (byte each : text.getBytes(StandardCharsets.ISO_8859_1)) {
        send(new byte[] {each});
        if (hasGone()) {
          events.add("hung up");
          return;
        }
      }
      socket.setSoTimeout(0);
    }

    private boolean hasGone() throws IOException {
      try {
        return in.read() < 0;
      } catch (SocketTimeoutException e) {
        return false;
      }
    }

    /** Reports an event. */
    void report(String event) {
      events.add(event);
    }

    void close() throws IOException {
      socket.close();
    }

    /** Closes by a reset. */
    void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }
  }

  /** A classic capture file of one packet of four bytes. */
  static byte[] capture() {
    return CaptureBytes.packetsAt(1);
  }
}
