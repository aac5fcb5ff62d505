package io.github.cloudflarepcaps;

import java.io.IOException;
import java.util.Map;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/**
 * The last to touch a request before the wire. It adds the credentials here, so that no
 * interceptor, cache or logger of a borrowed client sees them, and only for the base URL's origin,
 * so that no redirect carries them away; it notes that the request has left; and it hides {@code
 * Retry-After} from OkHttp, which would send a refused request again at once, or fail on a number
 * too large.
 */
final class LastStep implements Interceptor {
  private final HttpUrl base;
  private final boolean watched;

  /** {@code watched}: whether interceptors of others see what is sent. */
  LastStep(HttpUrl base, boolean watched) {
    this.base = base;
    this.watched = watched;
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    Request request = chain.request();
    Attempt attempt = request.tag(Attempt.class);
    if (attempt == null) {
      return chain.proceed(request);
    }
    Request complete = withCredentials(request, attempt);
    attempt.markSent();
    Response response = chain.proceed(complete);
    attempt.received(response.headers());
    return watched || response.header("Retry-After") != null
        ? response.newBuilder().request(request).removeHeader("Retry-After").build()
        : response;
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
