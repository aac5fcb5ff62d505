package io.github.cloudflarepcaps;

import io.github.cloudflarepcaps.internal.text.Printable;
import java.net.URI;
import java.net.URISyntaxException;
import okhttp3.HttpUrl;

/** Where the API is. Credentials go there: over TLS, or to this machine itself. */
final class BaseUrl {
  static final String CLOUDFLARE = "https://api.cloudflare.com/client/v4";

  private BaseUrl() {}

  static HttpUrl parse(String text) {
    HttpUrl url = isUri(text) ? HttpUrl.parse(text) : null;
    if (url == null) {
      throw refused(text, "must be an https URL such as " + CLOUDFLARE);
    }
    if (!url.isHttps() && !isLoopback(url.host())) {
      throw refused(text, "must be https: http is for a loopback address only");
    }
    if (!url.encodedUsername().isEmpty() || !url.encodedPassword().isEmpty()) {
      throw new IllegalArgumentException("baseUrl must hold no user and no password");
    }
    if (url.encodedQuery() != null || url.encodedFragment() != null) {
      throw refused(text, "must have no query and no fragment");
    }
    String path = url.encodedPath();
    return path.endsWith("/") && path.length() > 1
        ? url.newBuilder().encodedPath(path.substring(0, path.length() - 1)).build()
        : url;
  }

  /** 127.0.0.0/8, ::1 and localhost; a name that only resolves to one of them is not enough. */
  static boolean isLoopback(String host) {
    return host.equals("localhost")
        || host.equals("::1")
        || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
  }

  private static boolean isUri(String text) {
    try {
      return new URI(text).getHost() != null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static IllegalArgumentException refused(String text, String rule) {
    String shown = text.substring(text.lastIndexOf('@') + 1);
    return new IllegalArgumentException(
        "baseUrl is \""
            + Printable.of(shown.replaceFirst("(?s)([?#]).*", "$1…"))
            + "\", but "
            + rule);
  }
}
