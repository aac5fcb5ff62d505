package io.github.cloudflarepcaps.internal.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketImpl;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * A socket that an interrupt closes at once, since it is made from a {@link SocketChannel}. A plain
 * socket's blocked read ignores an interrupt of a platform thread until its time-out.
 *
 * <p>It serves connections that carry one call at a time: on HTTP/2 the interrupt of one caller
 * would close the connection under all others.
 */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // the channel's socket has its own locks
public final class InterruptibleSocket extends Socket {
  private final SocketChannel channel;
  private final Socket adapted;
  private final ReadAhead in;
  private final int silenceMillis;

  /** {@code silenceMillis}: the read time-out from connecting until the first call begins. */
  public InterruptibleSocket(int silenceMillis) throws IOException {
    super(new Refusing());
    this.silenceMillis = silenceMillis;
    this.channel = SocketChannel.open();
    this.adapted = channel.socket();
    this.in = new ReadAhead(channel, adapted);
  }

  @Override
  public InputStream getInputStream() throws IOException {
    adapted.getInputStream(); // throws unless connected and open
    return in;
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    return adapted.getOutputStream();
  }

  @Override
  public void bind(@Nullable SocketAddress local) throws IOException {
    adapted.bind(local);
  }

  @Override
  public void connect(SocketAddress remote) throws IOException {
    adapted.connect(remote);
  }

  @Override
  public void connect(SocketAddress remote, int timeout) throws IOException {
    adapted.connect(remote, timeout);
    // OkHttp sets the call's time-out, which is off, before it connects, and again once the
    // connection is ready. Between the two an HTTP proxy may be silent after CONNECT.
    adapted.setSoTimeout(silenceMillis);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  @Override
  public void shutdownInput() throws IOException {
    adapted.shutdownInput();
  }

  @Override
  public void shutdownOutput() throws IOException {
    adapted.shutdownOutput();
  }

  @Override
  public boolean isBound() {
    return adapted.isBound();
  }

  @Override
  public boolean isConnected() {
    return adapted.isConnected();
  }

  @Override
  public boolean isClosed() {
    return adapted.isClosed();
  }

  @Override
  public boolean isInputShutdown() {
    return adapted.isInputShutdown();
  }

  @Override
  public boolean isOutputShutdown() {
    return adapted.isOutputShutdown();
  }

  @Override
  public @Nullable InetAddress getInetAddress() {
    return adapted.getInetAddress();
  }

  @Override
  public InetAddress getLocalAddress() {
    return adapted.getLocalAddress();
  }

  @Override
  public int getPort() {
    return adapted.getPort();
  }

  @Override
  public int getLocalPort() {
    return adapted.getLocalPort();
  }

  @Override
  public @Nullable SocketAddress getRemoteSocketAddress() {
    return adapted.getRemoteSocketAddress();
  }

  @Override
  public @Nullable SocketAddress getLocalSocketAddress() {
    return adapted.getLocalSocketAddress();
  }

  @Override
  public void setSoTimeout(int timeout) throws SocketException {
    adapted.setSoTimeout(timeout);
  }

  @Override
  public int getSoTimeout() throws SocketException {
    return adapted.getSoTimeout();
  }

  @Override
  public void setTcpNoDelay(boolean on) throws SocketException {
    adapted.setTcpNoDelay(on);
  }

  @Override
  public boolean getTcpNoDelay() throws SocketException {
    return adapted.getTcpNoDelay();
  }

  @Override
  public void setKeepAlive(boolean on) throws SocketException {
    adapted.setKeepAlive(on);
  }

  @Override
  public boolean getKeepAlive() throws SocketException {
    return adapted.getKeepAlive();
  }

  @Override
  public void setSoLinger(boolean on, int linger) throws SocketException {
    adapted.setSoLinger(on, linger);
  }

  @Override
  public int getSoLinger() throws SocketException {
    return adapted.getSoLinger();
  }

  @Override
  public void setReceiveBufferSize(int size) throws SocketException {
    adapted.setReceiveBufferSize(size);
  }

  @Override
  public int getReceiveBufferSize() throws SocketException {
    return adapted.getReceiveBufferSize();
  }

  @Override
  public void setSendBufferSize(int size) throws SocketException {
    adapted.setSendBufferSize(size);
  }

  @Override
  public int getSendBufferSize() throws SocketException {
    return adapted.getSendBufferSize();
  }

  @Override
  public String toString() {
    return adapted.toString();
  }

  /**
   * Rejects every method of {@link Socket} that is not overridden above. Given no implementation,
   * {@code Socket} would silently open a second socket of the system for it.
   */
  private static final class Refusing extends SocketImpl {
    private static UnsupportedOperationException refused() {
      return new UnsupportedOperationException("not supported by this socket");
    }

    /** Called before every other method; {@code Socket} never gets beyond it. */
    @Override
    protected void create(boolean stream) {
      throw refused();
    }

    @Override
    protected void connect(String host, int port) {
      throw refused();
    }

    @Override
    protected void connect(InetAddress address, int port) {
      throw refused();
    }

    @Override
    protected void connect(SocketAddress address, int timeout) {
      throw refused();
    }

    @Override
    protected void bind(InetAddress host, int port) {
      throw refused();
    }

    @Override
    protected void listen(int backlog) {
      throw refused();
    }

    @Override
    protected void accept(SocketImpl accepted) {
      throw refused();
    }

    @Override
    protected InputStream getInputStream() {
      throw refused();
    }

    @Override
    protected OutputStream getOutputStream() {
      throw refused();
    }

    @Override
    protected int available() {
      throw refused();
    }

    @Override
    protected void close() {
      throw refused();
    }

    @Override
    protected void sendUrgentData(int data) {
      throw refused();
    }

    @Override
    public void setOption(int option, Object value) {
      throw refused();
    }

    @Override
    public Object getOption(int option) {
      throw refused();
    }
  }
}
