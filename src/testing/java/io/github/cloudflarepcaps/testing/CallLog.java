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

/** The requests that came, without their secrets: the last hundred thousand of them. */
final class CallLog {
  private static final int MOST = 100_000;
  private static final Pattern WORD = Pattern.compile("[^?&;\"'\\s]++");
  private static final Pattern SECRET =
      Pattern.compile("(?i)key|secret|token|passw|credential|signature|%");

  private final Deque<FakeCall> calls = new ArrayDeque<>();

  synchronized List<FakeCall> calls() {
    return List.copyOf(calls);
  }

  void add(Exchange exchange) {
    String path = masked(exchange.pathAndQuery(), exchange);
    String body = masked(body(exchange.body()), exchange);
    keep(new FakeCall(exchange.method(), path, body, exchange.headerNames()));
  }

  private synchronized void keep(FakeCall call) {
    if (calls.size() == MOST) {
      calls.removeFirst();
    }
    calls.add(call);
  }

  /** The body as sent, or written anew if escapes in it could hide a secret's name. */
  private static String body(byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8);
    if (text.indexOf('\\') < 0) {
      return text;
    }
    JsonNode json = Envelopes.parse(body);
    return json == null ? text : Envelopes.write(json);
  }

  private static String masked(String text, Exchange exchange) {
    String shown = WORD.matcher(text).replaceAll(CallLog::maskedParameter);
    shown = without(shown, Credentials.TOKEN);
    shown = without(shown, token(exchange.header("Authorization")));
    shown = without(shown, exchange.header("X-Auth-Key"));
    return without(shown, exchange.header("X-Auth-Email"));
  }

  /** A name with an escape in it could be a secret's. */
  private static String maskedParameter(MatchResult word) {
    String text = word.group();
    int end = text.indexOf('=');
    boolean secret = end > 0 && SECRET.matcher(text.substring(0, end)).find();
    return Matcher.quoteReplacement(secret ? text.substring(0, end) + "=***" : text);
  }

  private static @Nullable String token(@Nullable String authorization) {
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
