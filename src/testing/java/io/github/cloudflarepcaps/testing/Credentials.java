package io.github.cloudflarepcaps.testing;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The credentials that a fake accepts: its token as Bearer, or as the key of any e-mail address.
 * Others are rejected with the statuses and codes of the API.
 */
record Credentials(String token) {
  /** The token of every fake on a loopback address. It is no secret. */
  static final String EXAMPLE_TOKEN = "example-token-of-the-fake";

  private static final Pattern BEARER = Pattern.compile("Bearer [A-Za-z0-9._~+/=-]+");
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9._-]+");
  private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+");

  void check(Exchange exchange) {
    String authorization = exchange.header("Authorization");
    if (authorization != null) {
      checkToken(authorization);
    } else {
      checkKey(exchange.header("X-Auth-Email"), exchange.header("X-Auth-Key"));
    }
  }

  private void checkToken(String authorization) {
    if (!BEARER.matcher(authorization).matches()) {
      throw malformed(Rejection.MALFORMED_AUTHORIZATION, "Invalid format for Authorization header");
    }
    if (!authorization.equals("Bearer " + token)) {
      throw wrong();
    }
  }

  private void checkKey(@Nullable String email, @Nullable String key) {
    if (email == null || key == null) {
      throw Rejection.of(
          400,
          Rejection.MISSING_CREDENTIALS,
          "Missing X-Auth-Key, X-Auth-Email or Authorization headers");
    }
    if (!KEY.matcher(key).matches() || !EMAIL.matcher(email).matches()) {
      throw malformed(Rejection.MALFORMED_KEY, "Invalid format for X-Auth-Key header");
    }
    if (!key.equals(token)) {
      throw wrong();
    }
  }

  private static Rejection wrong() {
    return Rejection.of(401, Rejection.AUTHENTICATION, "Authentication error");
  }

  private static Rejection malformed(int code, String message) {
    Rejection.Problem cause = new Rejection.Problem(code, message, null, List.of());
    return Rejection.of(
        400,
        new Rejection.Problem(
            Rejection.MALFORMED_HEADERS, "Invalid request headers", null, List.of(cause)));
  }

  /** Without the token, which is a secret where the fake is reachable from other machines. */
  @Override
  public String toString() {
    return "Credentials[token=***]";
  }
}
