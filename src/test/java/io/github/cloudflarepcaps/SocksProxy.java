package io.github.cloudflarepcaps;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A SOCKS 5 proxy in this JVM that connects clients to one local port, whatever host they request.
 */
final class SocksProxy implements AutoCloseable {
  private static final int VERSION = 5;
  private static final int IP_V4 = 1;
  private static final int HOST_NAME = 3;

  private final ServerSocket listener;
  private final int target;
  private final List<String> hosts = new CopyOnWriteArrayList<>();

  private SocksProxy(int target) {
    this.target = target;
    try {
      listener = new ServerSocket(0, 64, InetAddress.getByName("127.0.0.1"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ThreadKind.PLATFORM.start(this::accept);
  }

  static SocksProxy to(int target) {
    return new SocksProxy(target);
  }

  int port() {
    return listener.getLocalPort();
  }

  Proxy proxy() {
    return new Proxy(Proxy.Type.SOCKS, (InetSocketAddress) listener.getLocalSocketAddress());
  }

  /** The hosts that clients requested. */
  List<String> hosts() {
    return List.copyOf(hosts);
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        ThreadKind.PLATFORM.start(() -> serve(socket));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      in.readByte(); // the version
      in.readNBytes(in.readUnsignedByte()); // the methods
      out.write(new byte[] {VERSION, 0}); // no authentication
      in.readNBytes(3); // version, command, reserved
      hosts.add(host(in));
      in.readUnsignedShort(); // the port
      out.write(new byte[] {VERSION, 0, 0, IP_V4, 127, 0, 0, 1, 0, 0});
      Tunnel.between(socket, target);
    } catch (IOException e) {
      // the client closed the connection
    }
  }

  private static String host(DataInputStream in) throws IOException {
    int type = in.readByte();
    if (type == HOST_NAME) {
      return new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.US_ASCII);
    }
    return InetAddress.getByAddress(in.readNBytes(type == IP_V4 ? 4 : 16)).getHostAddress();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
