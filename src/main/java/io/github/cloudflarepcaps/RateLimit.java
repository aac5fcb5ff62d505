package io.github.cloudflarepcaps;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is left of Cloudflare's limit, as the {@code Ratelimit} header of an answer says ({@code
 * "default";r=50;t=30}).
 *
 * @param remaining calls left, from 0
 * @param resetsIn until the count starts anew
 */
public record RateLimit(long remaining, Duration resetsIn) {
  private static final Pattern REMAINING = Pattern.compile(";\\s*r=(\\d{1,9})(?![\\d.])");
  private static final Pattern RESET = Pattern.compile(";\\s*t=(\\d{1,9})(?![\\d.])");

  /** Null if there is no header, or none that can be read. */
  static @Nullable RateLimit parse(@Nullable String header) {
    if (header == null) {
      return null;
    }
    Matcher remaining = REMAINING.matcher(header);
    Matcher reset = RESET.matcher(header);
    return remaining.find() && reset.find()
        ? new RateLimit(
            Long.parseLong(remaining.group(1)), Duration.ofSeconds(Long.parseLong(reset.group(1))))
        : null;
  }
}
