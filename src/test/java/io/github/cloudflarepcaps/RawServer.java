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
 * A server of plain sockets, for what a well-behaved one cannot do: it meets each connection, and
 * then each request, as its script says, down to the byte. What no script is left for is answered
 * well.
 */
final class RawServer implements AutoCloseable {
  static final String ACCOUNT = "0123456789abcdef0123456789abcdef";
  static final String ID = "6d1f0aac13cd40e3900d29f5dd0e8a2b";
  static final String TOKEN = "example-token";

  private final ServerSocket listener;
  private final Thread acceptor;
  private final @Nullable SSLContext tls;
  private final Deque<RawResponse> answers = new ConcurrentLinkedDeque<>();
  private final Deque<Greeting> greetings = new ConcurrentLinkedDeque<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile RawResponse always = Peer::answerWell;
  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

  /** What is done with a request; the connection stays open unless it closes it. */
  @FunctionalInterface
  interface RawResponse {
    void to(Peer peer) throws IOException;
  }

  /** What is done with a connection before anything is read from it. */
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

  /** Another on this one's port, at another loopback address. */
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

  /** The next request is met so. */
  RawServer then(RawResponse answer) {
    answers.add(answer);
    return this;
  }

  /** The next requests are met so. */
  RawServer then(int times, RawResponse answer) {
    for (int i = 0; i < times; i++) {
      answers.add(answer);
    }
    return this;
  }

  /** What no script is left for is met so. */
  RawServer always(RawResponse answer) {
    always = answer;
    return this;
  }

  /** The next connection is met so, before a byte of it is read. */
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

  /** The same in a time of the test's own. */
  CloudflareClient.Builder at(Time time) {
    return CloudflareClient.Builder.withTime(time)
        .baseUrl(baseUrl())
        .accountId(ACCOUNT)
        .apiToken(TOKEN);
  }

  /** Method and path below the account of each request that came whole. */
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

  /** Waits until such a thing has happened: {@code accepted}, {@code request}, {@code hung up}. */
  void await(String event) {
    try {
      for (String next = ""; !event.equals(next); ) {
        next = events.poll(10, TimeUnit.SECONDS);
        if (next == null) {
          throw new AssertionError("this has not happened: " + event);
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
        RawResponse answer = answers.poll();
        Peer peer = new Peer(socket, inner, request);
        (answer == null ? always : answer).to(peer);
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

  /** One request to its end; null if the connection ended before. */
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

  /** Nobody can connect any more once this returns. */
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

  /** The other end of one connection, with the request to be answered. */
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

    /** An answer in JSON; {@code more} are header lines, each with its line end. */
    void answer(int status, String more, String body) throws IOException {
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

    /** What the API would answer if all were well. */
    void answerWell() throws IOException {
      if (request().endsWith("/download")) {
        byte[] file = capture();
        send(
            "HTTP/1.1 200 OK\r\nContent-Type: application/vnd.tcpdump.pcap\r\nContent-Length: "
                + file.length
                + "\r\n\r\n");
        send(file);
      } else {
        answer(200, "", "{\"result\":" + result() + ",\"success\":true,\"errors\":[]}");
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

    /** Says nothing until the other side has gone, which it tells as {@code hung up}. */
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

    /** Sends byte by byte, a moment after each, until all are sent or the other side has gone. */
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

    /** Tells that this point was reached. */
    void tell(String event) {
      events.add(event);
    }

    void close() throws IOException {
      socket.close();
    }

    /** Closes without a goodbye: a reset. */
    void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }
  }

  /** A classic capture file of one packet of four bytes. */
  static byte[] capture() {
    byte[] file = new byte[24 + 16 + 4];
    byte[] header = {
      (byte) 0xd4,
      (byte) 0xc3,
      (byte) 0xb2,
      (byte) 0xa1,
      2,
      0,
      4,
      0,
      0,
      0,
      0,
      0,
      0,
      0,
      0,
      0,
      (byte) 160,
      0,
      0,
      0,
      1,
      0,
      0,
      0,
      1,
      0,
      0,
      0,
      0,
      0,
      0,
      0,
      4,
      0,
      0,
      0,
      4
    };
    System.arraycopy(header, 0, file, 0, header.length);
    return file;
  }
}
