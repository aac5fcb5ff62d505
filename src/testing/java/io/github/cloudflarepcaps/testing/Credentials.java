package io.github.cloudflarepcaps.testing;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the fake lets in: one token as Bearer, or any e-mail with that same token as the key. What
 * it refuses, it refuses as the API does.
 */
final class Credentials {
  static final String TOKEN = "example-token-of-the-fake";

  private static final Pattern BEARER = Pattern.compile("Bearer [A-Za-z0-9._~+/=-]+");
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9._-]+");
  private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+");

  private Credentials() {}

  static void check(Exchange exchange) {
    String authorization = exchange.header("Authorization");
    if (authorization != null) {
      checkToken(authorization);
    } else {
      checkKey(exchange.header("X-Auth-Email"), exchange.header("X-Auth-Key"));
    }
  }

  private static void checkToken(String authorization) {
    if (!BEARER.matcher(authorization).matches()) {
      throw malformed(Refusal.MALFORMED_AUTHORIZATION, "Invalid format for Authorization header");
    }
    if (!authorization.equals("Bearer " + TOKEN)) {
      throw wrong();
    }
  }

  private static void checkKey(@Nullable String email, @Nullable String key) {
    if (email == null || key == null) {
      throw Refusal.of(
          400,
          Refusal.MISSING_CREDENTIALS,
          "Missing X-Auth-Key, X-Auth-Email or Authorization headers");
    }
    if (!KEY.matcher(key).matches() || !EMAIL.matcher(email).matches()) {
      throw malformed(Refusal.MALFORMED_KEY, "Invalid format for X-Auth-Key header");
    }
    if (!key.equals(TOKEN)) {
      throw wrong();
    }
  }

  private static Refusal wrong() {
    return Refusal.of(401, Refusal.AUTHENTICATION, "Authentication error");
  }

  private static Refusal malformed(int code, String message) {
    Refusal.Problem cause = new Refusal.Problem(code, message, null, List.of());
    return new Refusal(
        400,
        new Refusal.Problem(
            Refusal.MALFORMED_HEADERS, "Invalid request headers", null, List.of(cause)));
  }
}
