package io.github.cloudflarepcaps;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;

/** Forwards bytes between a proxy's client and a server on this machine, until either closes. */
final class Tunnel {
  private Tunnel() {}

  /** Returns when both directions have ended; closes both sockets. */
  static void between(Socket client, int port) throws IOException {
    try (client;
        Socket server = new Socket(Proxy.NO_PROXY)) { // whatever proxy a test has set
      server.connect(new InetSocketAddress("127.0.0.1", port));
      Thread back = ThreadKind.PLATFORM.start(() -> pass(server, client));
      pass(client, server);
      back.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void pass(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // the other side closed the connection
    }
    close(from);
    close(to);
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
