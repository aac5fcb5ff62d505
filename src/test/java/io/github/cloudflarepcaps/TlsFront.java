package io.github.cloudflarepcaps;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** Terminates TLS in this JVM and forwards the decrypted bytes to a local port. */
final class TlsFront implements AutoCloseable {
  private final SSLServerSocket listener;
  private final int target;

  private TlsFront(SSLContext context, int target, boolean clientCertificate) {
    this.target = target;
    try {
      listener =
          (SSLServerSocket)
              context
                  .getServerSocketFactory()
                  .createServerSocket(0, 64, InetAddress.getByName("127.0.0.1"));
      listener.setNeedClientAuth(clientCertificate);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ThreadKind.PLATFORM.start(this::accept);
  }

  /** Requires a client certificate that the context trusts. */
  static TlsFront requiringCertificate(SSLContext context, int target) {
    return new TlsFront(context, target, true);
  }

  String baseUrl() {
    return "https://127.0.0.1:" + listener.getLocalPort() + "/client/v4";
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
    try {
      Tunnel.between(socket, target);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
