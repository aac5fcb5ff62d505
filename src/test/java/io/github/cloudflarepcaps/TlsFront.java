package io.github.cloudflarepcaps;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** Ends TLS in this JVM and passes what it decrypts on to a port here. */
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

  /** A front that demands a client certificate which the context trusts. */
  static TlsFront demandingCertificate(SSLContext context, int target) {
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
