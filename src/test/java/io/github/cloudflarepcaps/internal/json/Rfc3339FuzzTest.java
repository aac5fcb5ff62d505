package io.github.cloudflarepcaps.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import org.jspecify.annotations.Nullable;

/** Timestamps are read as {@code java.time} reads them, within the grammar of RFC 3339. */
@Tag("fuzz")
class Rfc3339FuzzTest {
  private static final Pattern GRAMMAR =
      Pattern.compile(
          "([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2})(?:\\.([0-9]+))?"
              + "(?:Z|([+-])([0-9]{2}):([0-9]{2}))");

  private static @Nullable Instant read(String text) {
    return Rfc3339.parse(("##" + text + "##").toCharArray(), 2, text.length());
  }

  @Property(tries = 20_000, shrinking = ShrinkingMode.OFF)
  void textOfJavaTimeIsRead(@ForAll long seed) {
    Random random = new Random(seed);
    long second = random.nextLong(-62_167_132_800L, 253_402_214_400L);
    Instant instant = Instant.ofEpochSecond(second, random.nextInt(1_000_000_000));
    ZoneOffset offset = ZoneOffset.ofTotalSeconds(60 * (random.nextInt(2 * 840 + 1) - 840));
    String text =
        DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(OffsetDateTime.ofInstant(instant, offset));
    assertThat(read(text.length() < 20 ? instant.toString() : text)).isEqualTo(instant);
  }

  @Property(tries = 30_000, shrinking = ShrinkingMode.OFF)
  void nearTimestampIsReadAsJavaTimeReadsIt(@ForAll long seed) {
    String text = nearly(new Random(seed));
    assertThat(read(text)).as(text).isEqualTo(expected(text));
  }

  /** Fields in and out of their ranges; sometimes with a character added, removed or changed. */
  private static String nearly(Random random) {
    StringBuilder text = new StringBuilder();
    text.append(
        "%04d-%02d-%02dT%02d:%02d:%02d"
            .formatted(
                random.nextInt(10_000),
                random.nextInt(14),
                random.nextInt(33),
                random.nextInt(26),
                random.nextInt(62),
                random.nextInt(62)));
    text.append(random.nextBoolean() ? "" : "." + "123456789012".substring(random.nextInt(12)));
    text.append(
        random.nextBoolean()
            ? "Z"
            : "%s%02d:%02d"
                .formatted(
                    random.nextBoolean() ? "+" : "-", random.nextInt(26), random.nextInt(62)));
    if (random.nextInt(3) == 0) {
      text.setCharAt(
          random.nextInt(text.length()), "0129:-+.TtZz /\u0661".charAt(random.nextInt(15)));
    }
    if (random.nextInt(5) == 0) {
      text.deleteCharAt(random.nextInt(text.length()));
    }
    return text.toString();
  }

  private static @Nullable Instant expected(String text) {
    Matcher parts = GRAMMAR.matcher(text.toUpperCase(Locale.ROOT));
    if (!parts.matches()) {
      return null;
    }
    try {
      LocalDateTime local = LocalDateTime.parse(parts.group(1));
      Instant instant = local.toInstant(ZoneOffset.UTC).minusSeconds(offset(parts));
      return instant.plusNanos(nanos(parts.group(2)));
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static long nanos(@Nullable String fraction) {
    return fraction == null ? 0 : Long.parseLong((fraction + "000000000").substring(0, 9));
  }

  /** {@link ZoneOffset} allows 18 hours, RFC 3339 23:59. */
  private static long offset(Matcher parts) {
    if (parts.group(3) == null) {
      return 0;
    }
    long hours = Long.parseLong(parts.group(4));
    long minutes = Long.parseLong(parts.group(5));
    if (hours > 23 || minutes > 59) {
      throw new DateTimeException("offset");
    }
    return (parts.group(3).equals("-") ? -1 : 1) * (hours * 3600 + minutes * 60);
  }
}
