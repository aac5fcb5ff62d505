package io.github.cloudflarepcaps.internal.net;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import okhttp3.Connection;
import okhttp3.Protocol;

/**
 * The connections that have served a request, and whether the server has closed one since. OkHttp
 * itself checks only connections that were idle for ten seconds; it would send a create into a
 * closed connection, and nobody would know whether it took effect.
 */
public final class WireConnections {
  private final Set<Connection> used =
      Collections.newSetFromMap(Collections.synchronizedMap(new WeakHashMap<>()));

  /**
   * Records that the connection is used, and returns whether it was before. Never true on HTTP/2,
   * where calls share a connection and OkHttp notices a dead one itself.
   */
  public boolean isReused(Connection connection) {
    return connection.protocol() == Protocol.HTTP_1_1 && !used.add(connection);
  }

  /** Reads for a millisecond: the end of the stream, or bytes nobody requested, mean closed. */
  public boolean isClosed(Connection connection) throws IOException {
    Socket socket = connection.socket();
    int timeout = socket.getSoTimeout();
    try {
      socket.setSoTimeout(1);
      int ignored = socket.getInputStream().read();
      return true;
    } catch (SocketTimeoutException e) {
      socket.setSoTimeout(timeout);
      return false;
    } catch (IOException e) {
      return true;
    }
  }
}
