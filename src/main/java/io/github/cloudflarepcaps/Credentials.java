package io.github.cloudflarepcaps;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The headers that say who calls. They are checked before OkHttp sees them, since it quotes a
 * header it refuses, and are never quoted here.
 */
final class Credentials {
  private final String kind;
  private final Supplier<Issued> source;

  private Credentials(String kind, Supplier<Issued> source) {
    this.kind = kind;
    this.source = source;
  }

  /** The headers for one attempt, and the values in them that nobody may read. */
  record Issued(Map<String, String> headers, Redactor redactor) {
    @Override
    public String toString() {
      return "***";
    }
  }

  static Credentials token(String token) {
    Issued issued = bearer(token);
    return new Credentials("API token", () -> issued);
  }

  /** Asks for the token before each attempt. */
  static Credentials token(Supplier<String> token) {
    return new Credentials("API token of a supplier", () -> bearer(supplied(token)));
  }

  static Credentials key(String email, String key) {
    requireHeaderValue("email", email);
    requireHeaderValue("apiKey", key);
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("X-Auth-Email", email);
    headers.put("X-Auth-Key", key);
    Issued issued = new Issued(headers, new Redactor(List.of(key, email)));
    return new Credentials("e-mail and API key", () -> issued);
  }

  Issued issue() {
    return source.get();
  }

  private static Issued bearer(String token) {
    requireHeaderValue("apiToken", token);
    return new Issued(Map.of("Authorization", "Bearer " + token), new Redactor(List.of(token)));
  }

  private static String supplied(Supplier<String> supplier) {
    String token = supplier.get();
    if (token == null || token.isBlank()) {
      throw new IllegalStateException("the supplier of apiToken gave no token");
    }
    return token;
  }

  /** Refuses what could not be in a header, without a word of it. */
  static void requireHeaderValue(String name, String value) {
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) <= 0x20 || value.charAt(i) >= 0x7f) {
        throw new IllegalArgumentException(
            name
                + " must be visible ASCII characters only: it holds a space, a control character or"
                + " a letter beyond ASCII (not shown: it is a secret)");
      }
    }
  }

  /** The kind alone. */
  @Override
  public String toString() {
    return kind;
  }
}
