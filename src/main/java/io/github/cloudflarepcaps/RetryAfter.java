package io.github.cloudflarepcaps;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * How long to wait before the next attempt, as the response states it: by its {@code Retry-After}
 * header, or else by {@code retry_after} in its body. Some of Cloudflare's 429s have a header of 0
 * and the time in the body.
 */
final class RetryAfter {
  private final Time time;

  RetryAfter(Time time) {
    this.time = time;
  }

  /** The time to wait, more than zero; null if the response has none, or none that is valid. */
  @Nullable Duration of(RawResponse response) {
    String header = response.headers().get("Retry-After");
    Duration wait = header == null ? null : parse(header);
    return wait == null ? response.problem().retryAfter() : wait;
  }

  private @Nullable Duration parse(String value) {
    Duration wait =
        value.matches("\\d{1,18}") ? Duration.ofSeconds(Long.parseLong(value)) : until(value);
    return wait == null || wait.isZero() || wait.isNegative() ? null : wait;
  }

  private @Nullable Duration until(String date) {
    try {
      Instant then = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date));
      return Duration.between(time.now(), then);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
