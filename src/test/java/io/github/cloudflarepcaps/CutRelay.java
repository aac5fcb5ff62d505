package io.github.cloudflarepcaps;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A relay in front of a server that closes the connection in the middle of some responses. */
final class CutRelay implements AutoCloseable {
  private static final int CHUNK = 1 << 16;

  private final ServerSocket listener;
  private final int port;
  private final String request;
  private final int keptBytes;
  private final AtomicInteger cuts = new AtomicInteger();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  /**
   * @param request the beginning of the request lines whose responses are truncated
   * @param keptBytes how many bytes of such a response are forwarded, headers included
   */
  CutRelay(int port, String request, int keptBytes) {
    this.port = port;
    this.request = request;
    this.keptBytes = keptBytes;
    try {
      this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  /** Truncates that many of the next matching responses. */
  void cut(int times) {
    cuts.set(times);
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = listener.accept();
      Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
      open.add(client);
      open.add(server);
      AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);
      start(() -> relayRequests(client, server, left));
      start(() -> relayResponses(server, client, left));
    }
  }

  /** Relies on a request without a body arriving in one read. */
  private void relayRequests(Socket client, Socket server, AtomicInteger left) throws IOException {
    try (client;
        server) {
      InputStream in = client.getInputStream();
      OutputStream out = server.getOutputStream();
      byte[] chunk = new byte[CHUNK];
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        boolean matches = new String(chunk, 0, n, StandardCharsets.ISO_8859_1).startsWith(request);
        if (matches && cuts.getAndUpdate(cut -> Math.max(0, cut - 1)) > 0) {
          left.set(keptBytes);
        }
        out.write(chunk, 0, n);
      }
    }
  }

  private static void relayResponses(Socket server, Socket client, AtomicInteger left)
      throws IOException {
    try (client;
        server) {
      InputStream in = server.getInputStream();
      OutputStream out = client.getOutputStream();
      byte[] chunk = new byte[CHUNK];
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        int kept = Math.min(n, left.get());
        out.write(chunk, 0, kept);
        if (left.get() != Integer.MAX_VALUE && left.addAndGet(-kept) == 0) {
          return;
        }
      }
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void start(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // One side has closed the connection.
              }
            },
            "cut relay");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
