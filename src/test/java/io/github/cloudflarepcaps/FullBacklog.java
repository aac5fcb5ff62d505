package io.github.cloudflarepcaps;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** A port that accepts no connection: a connect blocks until its time-out. */
final class FullBacklog implements AutoCloseable {
  private static final int MAX_QUEUED = 20;
  private static final int CONNECT_MILLIS = 200;

  private final ServerSocket listener;
  private final List<Socket> queued = new ArrayList<>();

  private FullBacklog(String address, int port) throws IOException {
    listener = new ServerSocket(port, 1, InetAddress.getByName(address));
    boolean full = false;
    while (!full && queued.size() < MAX_QUEUED) {
      full = !connects();
    }
  }

  private boolean connects() throws IOException {
    Socket socket = new Socket();
    queued.add(socket);
    try {
      InetSocketAddress here =
          new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
      socket.connect(here, CONNECT_MILLIS);
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    }
  }

  static FullBacklog start() {
    return at("127.0.0.1", 0);
  }

  /** Another on that port, at that loopback address. */
  static FullBacklog at(String address, int port) {
    try {
      return new FullBacklog(address, port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String baseUrl() {
    return "http://127.0.0.1:" + listener.getLocalPort();
  }

  @Override
  public void close() {
    try {
      for (Socket socket : queued) {
        socket.close();
      }
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
