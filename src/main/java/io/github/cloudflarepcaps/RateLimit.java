package io.github.cloudflarepcaps;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is left of Cloudflare's rate limit, as the {@code Ratelimit} header of a response states it
 * ({@code "default";r=50;t=30}); of several policies, the one with the fewest calls left.
 *
 * @param remaining calls left, from 0
 * @param resetsIn time until the limit resets, from 0
 */
public record RateLimit(long remaining, Duration resetsIn) {
  private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");
  private static final Pattern REMAINING = Pattern.compile(";\\s*r=(\\d{1,9})(?![\\d.])");
  private static final Pattern RESET = Pattern.compile(";\\s*t=(\\d{1,9})(?![\\d.])");

  /** Null if the header is absent or no policy in it can be read. */
  static @Nullable RateLimit parse(@Nullable String header) {
    RateLimit tightest = null;
    String policies = header == null ? "" : QUOTED.matcher(header).replaceAll(""); // their names
    for (String policy : policies.split(",", -1)) {
      RateLimit limit = parsePolicy(policy);
      if (limit != null && (tightest == null || limit.remaining < tightest.remaining)) {
        tightest = limit;
      }
    }
    return tightest;
  }

  private static @Nullable RateLimit parsePolicy(String policy) {
    Matcher remaining = REMAINING.matcher(policy);
    Matcher reset = RESET.matcher(policy);
    return remaining.find() && reset.find()
        ? new RateLimit(
            Long.parseLong(remaining.group(1)), Duration.ofSeconds(Long.parseLong(reset.group(1))))
        : null;
  }
}
