package io.github.cloudflarepcaps;

import io.github.cloudflarepcaps.internal.net.WireConnections;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Connects an {@link Attempt} to the wire. On the way out it adds the credentials and records that
 * the request leaves; on the way back it records the headers.
 *
 * <p>It is the last network interceptor, so no other interceptor, cache or logger of a borrowed
 * client sees the credentials.
 */
final class WireInterceptor implements Interceptor {
  private final HttpUrl base;
  private final WireConnections connections = new WireConnections();

  // A tag on the request would be simpler. It loads Kotlin's reflection, 60 classes, in the first
  // call of a process: measured in CostTest.
  private final Map<Call, Attempt> attempts = new ConcurrentHashMap<>();

  WireInterceptor(HttpUrl base) {
    this.base = base;
  }

  /** Sets the attempt that the call is about to make. */
  void expect(Call call, Attempt attempt) {
    attempts.put(call, attempt);
  }

  /** Ends the association: the call is over, apart from its body. */
  void forget(Call call) {
    attempts.remove(call);
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    Request request = chain.request();
    Attempt attempt = attempts.get(chain.call());
    if (attempt == null) { // one of the calls that the owner of a borrowed client makes
      return chain.proceed(request);
    }
    requireOrigin(request.url());
    attempt.markSent(connection(chain.connection(), attempt));
    Response response = chain.proceed(withCredentials(request, attempt));
    attempt.markReceived(response.headers());
    return response
        .newBuilder()
        .request(request) // without the credentials
        .removeHeader("Retry-After") // OkHttp would follow it at once, or fail on a large number
        .build();
  }

  private Attempt.Connection connection(@Nullable Connection connection, Attempt attempt)
      throws IOException {
    if (connection == null || !connections.isReused(connection)) {
      return Attempt.Connection.NEW;
    }
    if (!attempt.operation().isIdempotent() && connections.isClosed(connection)) {
      connection.socket().close();
      attempt.markFoundClosed();
      throw new IOException("the server had closed the connection before it was used again");
    }
    return Attempt.Connection.REUSED;
  }

  /** Neither a redirect nor another interceptor may carry the credentials to another origin. */
  private void requireOrigin(HttpUrl url) throws IOException {
    if (!url.host().equals(base.host())
        || url.port() != base.port()
        || !url.scheme().equals(base.scheme())) {
      throw new IOException("refusing to send credentials to another host");
    }
  }

  private static Request withCredentials(Request request, Attempt attempt) {
    Request.Builder builder = request.newBuilder();
    attempt.credentials().headers().forEach(builder::header);
    return builder.build();
  }
}
