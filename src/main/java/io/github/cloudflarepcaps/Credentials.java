package io.github.cloudflarepcaps;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The headers that authenticate a request. Values are validated here, before OkHttp sees them,
 * since its exceptions quote the header they reject; no message here quotes a value.
 */
final class Credentials {
  static final String TOKEN = "apiToken (CLOUDFLARE_API_TOKEN)";
  static final String EMAIL = "email (CLOUDFLARE_EMAIL)";
  static final String KEY = "apiKey (CLOUDFLARE_API_KEY)";

  private final String kind;
  private final Supplier<Issued> source;

  private Credentials(String kind, Supplier<Issued> source) {
    this.kind = kind;
    this.source = source;
  }

  /** The headers for one attempt, and the redactor of the secrets in them. */
  record Issued(Map<String, String> headers, Redactor redactor) {
    @Override
    public String toString() {
      return "***";
    }
  }

  static Credentials token(String token) {
    Issued issued = bearer(TOKEN, token);
    return new Credentials("API token", () -> issued);
  }

  /** Calls the supplier before each attempt. */
  static Credentials token(Supplier<String> token) {
    return new Credentials(
        "API token of a supplier", () -> bearer("apiToken of the supplier", supplied(token)));
  }

  static Credentials key(String email, String key) {
    requireHeaderValue(EMAIL, email);
    requireHeaderValue(KEY, key);
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("X-Auth-Email", email);
    headers.put("X-Auth-Key", key);
    Issued issued = new Issued(headers, new Redactor(List.of(key, email)));
    return new Credentials("e-mail and API key", () -> issued);
  }

  Issued issue() {
    return source.get();
  }

  private static Issued bearer(String name, String token) {
    requireHeaderValue(name, token);
    return new Issued(Map.of("Authorization", "Bearer " + token), new Redactor(List.of(token)));
  }

  private static String supplied(Supplier<String> supplier) {
    String token = supplier.get();
    if (token == null || token.isBlank()) {
      throw new IllegalStateException("the apiToken supplier returned null or a blank token");
    }
    return token;
  }

  /**
   * Rejects what a header cannot hold.
   *
   * @throws IllegalArgumentException with the name and the rule, without the value
   */
  static void requireHeaderValue(String name, String value) {
    if (value.endsWith("\n") || value.endsWith("\r")) {
      throw new IllegalArgumentException(
          name + " ends in a line break: remove it (the value is not shown: it is a secret)");
    }
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) <= ' ' || value.charAt(i) >= 0x7f) {
        throw new IllegalArgumentException(
            name
                + " must consist of visible ASCII characters, without spaces, control characters"
                + " and non-ASCII letters (the value is not shown: it is a secret)");
      }
    }
  }

  /** The kind alone. */
  @Override
  public String toString() {
    return kind;
  }
}
