package io.github.cloudflarepcaps.internal.net;

import java.io.IOException;
import java.util.Objects;
import okhttp3.Authenticator;
import okhttp3.Challenge;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.Route;
import org.jspecify.annotations.Nullable;

/**
 * Ends a call whose proxy rejects its credentials, or demands some where none are set: proxies lock
 * accounts after a few wrong passwords, and OkHttp would send the same ones up to 21 times.
 */
public final class ProxyAuthenticator implements Authenticator {
  private static final String CREDENTIALS = "Proxy-Authorization";

  private final Authenticator user;

  /** {@code user}: the authenticator of a borrowed client, else {@link Authenticator#NONE}. */
  public ProxyAuthenticator(Authenticator user) {
    this.user = user;
  }

  /** A proxy's response 407. Unlike an {@link IOException} it keeps OkHttp off other addresses. */
  public static final class RejectedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    RejectedException(String message) {
      super(message);
    }
  }

  @Override
  public @Nullable Request authenticate(@Nullable Route route, Response response)
      throws IOException {
    Request next = user.authenticate(route, response);
    if (isPreemptive(response)) {
      return next;
    }
    String rejected = response.request().header(CREDENTIALS);
    if (next == null || Objects.equals(rejected, next.header(CREDENTIALS))) {
      throw new RejectedException("Failed to authenticate with proxy"); // as OkHttp says it
    }
    return next;
  }

  /** Before the first CONNECT OkHttp asks for credentials with a response that no proxy sent. */
  private static boolean isPreemptive(Response response) {
    return response.challenges().stream()
        .map(Challenge::scheme)
        .anyMatch("OkHttp-Preemptive"::equalsIgnoreCase);
  }

  /** OkHttp shares a pooled connection only between clients whose authenticators are equal. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ProxyAuthenticator that && user.equals(that.user);
  }

  @Override
  public int hashCode() {
    return user.hashCode();
  }
}
