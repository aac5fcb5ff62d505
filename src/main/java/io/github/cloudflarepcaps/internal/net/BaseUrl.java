package io.github.cloudflarepcaps.internal.net;

import io.github.cloudflarepcaps.internal.text.Printable;
import java.util.Locale;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Where the API is. Credentials go there: over TLS, or to this machine itself. */
public final class BaseUrl {
  public static final String CLOUDFLARE = "https://api.cloudflare.com/client/v4";

  /**
   * Rejects what HttpUrl would silently correct: missing slashes or a third one, surrounding white
   * space, a backslash.
   */
  private static final Pattern SHAPE = Pattern.compile("(?i)https?://[^/\\\\\\s][^\\\\\\s]*");

  private static final Pattern IP_V4_LOOPBACK =
      Pattern.compile("127(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}");

  private BaseUrl() {}

  /**
   * The URL, without a slash at its end.
   *
   * @throws IllegalArgumentException if it is invalid; quotes no user, password or query
   */
  public static HttpUrl parse(String text) {
    HttpUrl url = parsed(text);
    if (url == null) {
      throw invalid(text, "must be an https URL such as " + CLOUDFLARE);
    }
    if (!url.isHttps() && (!isLoopback(url.host()) || isEncoded(text))) {
      throw invalid(text, "must use https (http is allowed only for loopback addresses)");
    }
    if (!url.encodedUsername().isEmpty() || !url.encodedPassword().isEmpty()) {
      throw new IllegalArgumentException("baseUrl must have no user and no password");
    }
    if (url.encodedQuery() != null || url.encodedFragment() != null) {
      throw invalid(text, "must have no query and no fragment");
    }
    String path = url.encodedPath();
    return path.endsWith("/") && path.length() > 1
        ? url.newBuilder().encodedPath(path.substring(0, path.length() - 1)).build()
        : url;
  }

  private static @Nullable HttpUrl parsed(String text) {
    return SHAPE.matcher(text).matches() ? HttpUrl.parse(text) : null;
  }

  /** 127.0.0.0/8, ::1 and localhost; a name that only resolves to one of them is not enough. */
  public static boolean isLoopback(String host) {
    return host.equals("localhost") || host.equals("::1") || IP_V4_LOOPBACK.matcher(host).matches();
  }

  /** HttpUrl decodes {@code xn--localhost-} to localhost; another parser sees another host. */
  private static boolean isEncoded(String text) {
    return text.toLowerCase(Locale.ROOT).contains("xn--");
  }

  private static IllegalArgumentException invalid(String text, String rule) {
    String withoutUser = text.substring(text.lastIndexOf('@') + 1);
    String shown = withoutUser.replaceFirst("(?s)([?#]).*", "$1…");
    return new IllegalArgumentException("baseUrl " + rule + ": \"" + Printable.of(shown) + "\"");
  }
}
