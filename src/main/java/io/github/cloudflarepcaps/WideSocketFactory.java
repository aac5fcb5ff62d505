package io.github.cloudflarepcaps;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/**
 * Sockets that read ahead as much as a download gives. OkHttp reads 8 KiB at a time; a system call
 * for each is most of what a large download costs (measured).
 */
final class WideSocketFactory extends SocketFactory {

  @Override
  public Socket createSocket() {
    return new WideSocket();
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port), null);
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return connected(new InetSocketAddress(host, port), new InetSocketAddress(local, localPort));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port), null);
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    return connected(new InetSocketAddress(host, port), new InetSocketAddress(local, localPort));
  }

  private Socket connected(
      InetSocketAddress remote, @org.jspecify.annotations.Nullable InetSocketAddress local)
      throws IOException {
    Socket socket = createSocket();
    try {
      socket.bind(local);
      socket.connect(remote);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private static final class WideSocket extends Socket {
    private InputStream in = InputStream.nullInputStream();
    private boolean opened;

    @Override
    public synchronized InputStream getInputStream() throws IOException {
      if (!opened) {
        in = new ReadAhead(super.getInputStream());
        opened = true;
      }
      return in;
    }
  }

  /** A buffer that starts small and doubles whenever a read has filled it. */
  static final class ReadAhead extends FilterInputStream {
    private static final int FIRST = 8 << 10;
    private static final int LARGEST = 256 << 10;

    private byte[] buffer = new byte[FIRST];
    private int next;
    private int end;

    ReadAhead(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      return next < end || refill() ? buffer[next++] & 0xff : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
      if (count == 0) {
        return 0;
      }
      if (next == end && !refill()) {
        return -1;
      }
      int taken = Math.min(count, end - next);
      System.arraycopy(buffer, next, bytes, offset, taken);
      next += taken;
      return taken;
    }

    private boolean refill() throws IOException {
      if (end == buffer.length && buffer.length < LARGEST) {
        buffer = new byte[buffer.length * 2];
      }
      next = 0;
      end = 0;
      int count = in.read(buffer, 0, buffer.length);
      end = Math.max(0, count);
      return count > 0;
    }

    @Override
    public long skip(long count) throws IOException {
      long skipped = Math.min(Math.max(0, count), end - next);
      next += (int) skipped;
      return skipped;
    }

    @Override
    public int available() throws IOException {
      return end - next + in.available();
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }
}
