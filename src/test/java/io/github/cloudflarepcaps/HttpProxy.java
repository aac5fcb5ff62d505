package io.github.cloudflarepcaps;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP proxy in this JVM that connects every CONNECT to one local port, whatever host it names.
 */
final class HttpProxy implements AutoCloseable {
  private final ServerSocket listener;
  private final int target;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile int status = 200;
  private volatile boolean silent;
  private volatile @Nullable String credentials;

  private HttpProxy(int target) {
    this.target = target;
    try {
      listener = new ServerSocket(0, 64, InetAddress.getByName("127.0.0.1"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ThreadKind.PLATFORM.start(this::accept);
  }

  static HttpProxy to(int target) {
    return new HttpProxy(target);
  }

  /** Every later CONNECT gets that status. */
  HttpProxy responding(int status) {
    this.status = status;
    return this;
  }

  /** No later CONNECT gets a response. */
  HttpProxy silent() {
    this.silent = true;
    return this;
  }

  /** Every later CONNECT without these credentials gets a 407. */
  HttpProxy requiring(String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    this.credentials = "Basic " + Base64.getEncoder().encodeToString(pair);
    return this;
  }

  InetSocketAddress address() {
    return (InetSocketAddress) listener.getLocalSocketAddress();
  }

  int port() {
    return listener.getLocalPort();
  }

  Proxy proxy() {
    return new Proxy(Proxy.Type.HTTP, address());
  }

  /** The request lines that arrived, as {@code CONNECT api.example:443}. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        open.add(socket);
        ThreadKind.PLATFORM.start(() -> serve(socket));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      for (String head = head(socket); !head.isEmpty(); head = head(socket)) {
        requests.add(head.substring(0, head.indexOf(" HTTP/1.1")));
        if (silent) {
          continue;
        }
        int response = statusFor(head);
        send(socket, response);
        if (response == 200) {
          Tunnel.between(socket, target);
          return;
        }
      }
    } catch (IOException e) {
      // the client closed the connection
    } finally {
      open.remove(socket);
    }
  }

  private int statusFor(String head) {
    boolean authorized =
        credentials == null || head.contains("Proxy-Authorization: " + credentials + "\r\n");
    return authorized ? status : 407;
  }

  private static void send(Socket socket, int status) throws IOException {
    String challenge = status == 407 ? "Proxy-Authenticate: Basic realm=\"proxy\"\r\n" : "";
    String length = status == 200 ? "" : "Content-Length: 0\r\n";
    String head = "HTTP/1.1 " + status + " Whatever\r\n" + challenge + length + "\r\n";
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
  }

  private static String head(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        return "";
      }
      head.append((char) next);
    }
    return head.toString();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
