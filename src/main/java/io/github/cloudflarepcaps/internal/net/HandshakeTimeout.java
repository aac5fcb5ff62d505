package io.github.cloudflarepcaps.internal.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLSocketFactory;

/**
 * Makes TLS sockets whose handshake fails when the server is silent for the client's {@code
 * readTimeout}. OkHttp sets the time-out of the call on the socket once the handshake is done, and
 * that one is off: from there on the client watches the call itself.
 *
 * <p>It is the one place that every handshake passes, over a direct connection, a SOCKS proxy
 * (whose sockets OkHttp makes itself) and an HTTP proxy's tunnel.
 */
public final class HandshakeTimeout extends SSLSocketFactory {
  private final SSLSocketFactory tls;
  private final int millis;
  private final BooleanSupplier callHasEnded;

  /**
   * @param silenceMillis how long the server may be silent, from 1
   * @param callHasEnded whether the call that the current thread makes is over
   */
  public HandshakeTimeout(SSLSocketFactory tls, int silenceMillis, BooleanSupplier callHasEnded) {
    this.tls = tls;
    this.millis = silenceMillis;
    this.callHasEnded = callHasEnded;
  }

  /** The one that OkHttp calls. */
  @Override
  public Socket createSocket(Socket connected, String host, int port, boolean autoClose)
      throws IOException {
    // A cancel that comes between the TCP handshake and here is lost on OkHttp, and Call.cancel()
    // has an effect only once. From here on it closes the socket.
    if (callHasEnded.getAsBoolean()) {
      throw new IOException("the call ended before the TLS handshake");
    }
    connected.setSoTimeout(millis);
    return tls.createSocket(connected, host, port, autoClose);
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return tls.getDefaultCipherSuites();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return tls.getSupportedCipherSuites();
  }

  @Override
  public Socket createSocket(String host, int port) {
    throw onlyLayered();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort) {
    throw onlyLayered();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    throw onlyLayered();
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
    throw onlyLayered();
  }

  private static UnsupportedOperationException onlyLayered() {
    return new UnsupportedOperationException("makes TLS sockets over connected sockets only");
  }

  /** OkHttp shares a pooled connection only between clients whose factories are equal. */
  @Override
  public boolean equals(Object other) {
    return other instanceof HandshakeTimeout that && tls.equals(that.tls) && millis == that.millis;
  }

  @Override
  public int hashCode() {
    return tls.hashCode() * 31 + millis;
  }
}
