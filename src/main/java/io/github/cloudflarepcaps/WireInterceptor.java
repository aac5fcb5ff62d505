package io.github.cloudflarepcaps;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The last to touch a request before the wire. It adds the credentials here, so that no
 * interceptor, cache or logger of a borrowed client sees them, and only for the base URL's origin,
 * so that no redirect carries them away; it notes that the request has left; and it hides {@code
 * Retry-After} from OkHttp, which would send a refused request again at once, or fail on a number
 * too large.
 */
final class WireInterceptor implements Interceptor {
  private static final List<String> NEEDED = List.of("Content-Length", "Content-Encoding");

  private final HttpUrl base;
  private final boolean watched;
  private final Map<Call, Attempt> attempts = new ConcurrentHashMap<>();
  private final Set<Connection> connections =
      Collections.newSetFromMap(Collections.synchronizedMap(new WeakHashMap<>()));

  /** {@code watched}: whether interceptors of others see what is sent. */
  WireInterceptor(HttpUrl base, boolean watched) {
    this.base = base;
    this.watched = watched;
  }

  /**
   * Tells which attempt a call is. A tag on its request would load Kotlin's reflection, sixty
   * classes, in the first call of a process (measured).
   */
  void expect(Call call, Attempt attempt) {
    attempts.put(call, attempt);
  }

  /** The call is over, or all that is left of it is its body. */
  void forget(Call call) {
    attempts.remove(call);
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    Request request = chain.request();
    Attempt attempt = attempts.get(chain.call());
    if (attempt == null) {
      return chain.proceed(request);
    }
    Request complete = withCredentials(request, attempt);
    boolean used = isUsed(chain.connection());
    if (used && !attempt.operation().isRepeatable()) {
      refuseClosed(chain.connection(), attempt);
    }
    attempt.markSent(used);
    Response response = chain.proceed(complete);
    attempt.received(response.headers());
    return watched
        ? response.newBuilder().request(request).removeHeader("Retry-After").build()
        : withFewHeaders(response);
  }

  /**
   * With the headers that OkHttp itself still looks at; all of them are in the attempt. It copies
   * them four times from here to its caller, an eighth of what a call allocates (measured).
   */
  private static Response withFewHeaders(Response response) {
    return new Response.Builder() // response.newBuilder() would be one more copy
        .request(response.request())
        .protocol(response.protocol())
        .code(response.code())
        .message(response.message())
        .handshake(response.handshake())
        .headers(needed(response.headers()))
        .body(response.body())
        .sentRequestAtMillis(response.sentRequestAtMillis())
        .receivedResponseAtMillis(response.receivedResponseAtMillis())
        .build();
  }

  private static Headers needed(Headers all) {
    Headers.Builder some = new Headers.Builder();
    for (String name : NEEDED) {
      String value = all.get(name);
      if (value != null) {
        some.addUnsafeNonAscii(name, value);
      }
    }
    return some.build();
  }

  /**
   * On HTTP/2, where calls share a connection, OkHttp itself sees to it that a dead one is left.
   */
  private boolean isUsed(@Nullable Connection connection) {
    return connection != null
        && connection.protocol() == Protocol.HTTP_1_1
        && !connections.add(connection);
  }

  /**
   * OkHttp looks only after ten idle seconds whether the server has closed a connection, and would
   * send a create into it, of which then nobody knows whether it was done.
   */
  private static void refuseClosed(@Nullable Connection connection, Attempt attempt)
      throws IOException {
    if (connection != null && isClosed(connection.socket())) {
      connection.socket().close();
      attempt.markClosedBefore();
      throw new IOException("the server had closed the connection before it was used again");
    }
  }

  /** A read that finds an end, or bytes nobody asked for, within a millisecond. */
  private static boolean isClosed(Socket socket) throws IOException {
    int timeout = socket.getSoTimeout();
    try {
      socket.setSoTimeout(1);
      return socket.getInputStream().read() >= -1;
    } catch (SocketTimeoutException e) {
      socket.setSoTimeout(timeout);
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private Request withCredentials(Request request, Attempt attempt) throws IOException {
    HttpUrl url = request.url();
    if (!url.host().equals(base.host())
        || url.port() != base.port()
        || !url.scheme().equals(base.scheme())) {
      throw new IOException("the request was led to another host: credentials are not sent there");
    }
    Request.Builder builder = request.newBuilder();
    for (Map.Entry<String, String> header : attempt.credentials().headers().entrySet()) {
      builder.header(header.getKey(), header.getValue());
    }
    return builder.build();
  }
}
