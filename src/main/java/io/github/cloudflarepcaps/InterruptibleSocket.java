package io.github.cloudflarepcaps;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketImpl;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * A socket over a channel, for two reasons, both measured. An interrupt closes it at once, which
 * does nothing to a plain socket of a platform thread. And it reads ahead into a buffer that grows
 * while reads fill it: OkHttp asks for 8 KiB at a time, and a system call for each is most of what
 * a large download costs.
 */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // the adapted socket has its own locks
final class InterruptibleSocket extends Socket {
  private final SocketChannel channel;
  private final Socket adapted;
  private final ReadAhead in;
  private final int silenceMillis;

  /**
   * OkHttp sets its own timeout, none, before it connects, and again with each call: between the
   * two is the TLS handshake, which silence of this length ends.
   */
  InterruptibleSocket(int silenceMillis) throws IOException {
    super((SocketImpl) null);
    this.silenceMillis = silenceMillis;
    this.channel = SocketChannel.open();
    this.adapted = channel.socket();
    this.in = new ReadAhead(channel, adapted);
  }

  /**
   * Reads from the channel as much as it gives; the buffer doubles whenever a read has filled it.
   */
  static final class ReadAhead extends InputStream {
    private static final int FIRST = 8 << 10;
    private static final int LARGEST = 256 << 10;

    private final SocketChannel channel;
    private final Socket adapted;
    private ByteBuffer buffer = ByteBuffer.allocateDirect(FIRST).limit(0);

    ReadAhead(SocketChannel channel, Socket adapted) {
      this.channel = channel;
      this.adapted = adapted;
    }

    @Override
    public int read() throws IOException {
      return buffer.hasRemaining() || refill() ? buffer.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
      if (count == 0) {
        return 0;
      }
      if (!buffer.hasRemaining() && !refill()) {
        return -1;
      }
      int taken = Math.min(count, buffer.remaining());
      buffer.get(bytes, offset, taken);
      return taken;
    }

    private boolean refill() throws IOException {
      if (buffer.limit() == buffer.capacity() && buffer.capacity() < LARGEST) {
        buffer = ByteBuffer.allocateDirect(buffer.capacity() * 2);
      }
      buffer.clear().limit(0);
      int count = adapted.getSoTimeout() == 0 ? readChannel() : readInTime();
      return count > 0;
    }

    private int readChannel() throws IOException {
      buffer.clear();
      try {
        return channel.read(buffer);
      } finally {
        buffer.flip();
      }
    }

    /**
     * Only the adapted socket knows a timeout; OkHttp sets one to see whether a connection lives.
     */
    private int readInTime() throws IOException {
      byte[] bytes = new byte[FIRST];
      int count = adapted.getInputStream().read(bytes);
      if (count > 0) {
        buffer.clear().put(bytes, 0, count).flip();
      }
      return count;
    }

    @Override
    public int available() throws IOException {
      return buffer.remaining() + adapted.getInputStream().available();
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  @Override
  public InputStream getInputStream() throws IOException {
    adapted.getInputStream(); // refuses what is not connected or closed
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
}
