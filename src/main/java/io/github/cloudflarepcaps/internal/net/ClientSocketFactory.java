package io.github.cloudflarepcaps.internal.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.Socket;
import javax.net.SocketFactory;

/** Makes unconnected sockets, the only ones that OkHttp asks a socket factory for. */
public final class ClientSocketFactory extends SocketFactory {
  private final Source source;

  private ClientSocketFactory(Source source) {
    this.source = source;
  }

  private interface Source {
    Socket open() throws IOException;
  }

  /**
   * Sockets for our own connections, where one connection serves one call at a time.
   *
   * @param silenceMillis how long a proxy may take to respond to CONNECT, from 1
   */
  public static ClientSocketFactory interruptible(int silenceMillis) {
    return new ClientSocketFactory(() -> new InterruptibleSocket(silenceMillis));
  }

  /**
   * Plain sockets that no SOCKS proxy intercepts. With {@code new Socket()} the JDK asks its
   * process-wide {@link java.net.ProxySelector} for one, whatever proxy OkHttp was given.
   */
  public static ClientSocketFactory direct() {
    return new ClientSocketFactory(() -> new Socket(Proxy.NO_PROXY));
  }

  @Override
  public Socket createSocket() throws IOException {
    return source.open();
  }

  @Override
  public Socket createSocket(String host, int port) {
    throw onlyUnconnected();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort) {
    throw onlyUnconnected();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    throw onlyUnconnected();
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
    throw onlyUnconnected();
  }

  private static UnsupportedOperationException onlyUnconnected() {
    return new UnsupportedOperationException("makes unconnected sockets only");
  }
}
