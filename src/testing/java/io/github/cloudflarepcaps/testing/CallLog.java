package io.github.cloudflarepcaps.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The last hundred thousand requests, without their secrets. */
final class CallLog {
  private static final int MAX_CALLS = 100_000;
  private static final Pattern WORD = Pattern.compile("[^?&;\"'\\s]++");
  // An escape in a name (%) could spell any of the others.
  private static final Pattern SECRET_NAME =
      Pattern.compile("(?i)key|secret|token|passw|credential|signature|%");

  private final String token;
  private final Deque<FakeCall> calls = new ArrayDeque<>();

  CallLog(String token) {
    this.token = token;
  }

  synchronized List<FakeCall> calls() {
    return List.copyOf(calls);
  }

  void add(Exchange exchange) {
    String path = masked(exchange.pathAndQuery(), exchange);
    String body = masked(body(exchange.body()), exchange);
    keep(new FakeCall(exchange.method(), path, body, exchange.headerNames()));
  }

  private synchronized void keep(FakeCall call) {
    if (calls.size() == MAX_CALLS) {
      calls.removeFirst();
    }
    calls.add(call);
  }

  /** The body as sent; JSON with escapes, which could hide a secret's name, is written without. */
  private static String body(byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8);
    if (text.indexOf('\\') < 0) {
      return text;
    }
    JsonNode json = Envelopes.parse(body);
    return json == null ? text : Envelopes.write(json);
  }

  private String masked(String text, Exchange exchange) {
    String masked = WORD.matcher(text).replaceAll(CallLog::maskedParameter);
    masked = without(masked, token);
    masked = without(masked, bearerToken(exchange.header("Authorization")));
    masked = without(masked, exchange.header("X-Auth-Key"));
    return without(masked, exchange.header("X-Auth-Email"));
  }

  private static String maskedParameter(MatchResult word) {
    String text = word.group();
    int end = text.indexOf('=');
    boolean secret = end > 0 && SECRET_NAME.matcher(text.substring(0, end)).find();
    return Matcher.quoteReplacement(secret ? text.substring(0, end) + "=***" : text);
  }

  private static @Nullable String bearerToken(@Nullable String authorization) {
    if (authorization == null) {
      return null;
    }
    boolean bearer = authorization.toLowerCase(Locale.ROOT).startsWith("bearer ");
    return bearer ? authorization.substring("bearer ".length()).strip() : authorization;
  }

  private static String without(String text, @Nullable String secret) {
    return secret == null || secret.isBlank() ? text : text.replace(secret, "***");
  }
}
