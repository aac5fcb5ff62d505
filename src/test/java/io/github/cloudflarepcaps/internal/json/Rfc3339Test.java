package io.github.cloudflarepcaps.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A valid timestamp is read as the JDK reads it; an invalid one is not read. */
class Rfc3339Test {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1970-01-01T00:00:00Z",
        "2022-06-02T18:38:22.269047Z",
        "2021-12-20T17:29:20.6Z",
        "2021-12-20T17:29:20.123456789Z",
        "1999-12-31T23:59:59Z",
        "2000-02-29T12:00:00Z",
        "2024-02-29T12:00:00Z",
        "2024-12-31T00:00:00Z",
        "2023-03-01T00:00:00Z",
        "2023-04-30T00:00:00Z",
        "2023-01-31T00:00:00Z",
        "0000-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999999999Z",
        "2022-06-02T18:38:22+00:00",
        "2022-06-02T18:38:22+02:30",
        "2022-06-02T18:38:22.5-11:45"
      })
  void validTimestampIsReadAsByTheJdk(String text) {
    assertThat(read(text)).isEqualTo(OffsetDateTime.parse(text).toInstant());
  }

  @ParameterizedTest
  @ValueSource(strings = {"+23:59", "-23:59"})
  void offsetMayBeUpToADay(String offset) {
    int sign = offset.startsWith("+") ? -1 : 1;

    assertThat(read("2022-06-02T00:00:00" + offset))
        .isEqualTo(Instant.parse("2022-06-02T00:00:00Z").plusSeconds(sign * (86_400 - 60)));
  }

  @Test
  void lettersMayBeLowerCase() {
    assertThat(read("2022-06-02t18:38:22z")).isEqualTo(Instant.parse("2022-06-02T18:38:22Z"));
  }

  @Test
  void digitsBeyondNanosecondsAreDropped() {
    assertThat(read("2022-06-02T18:38:22.1234567899Z"))
        .isEqualTo(Instant.parse("2022-06-02T18:38:22.123456789Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2022",
        "2022-06-02",
        "2022-06-02T18:38:22",
        "2022-06-02T18:38:22.",
        "2022-06-02T18:38:22.Z",
        "2022-06-02T18:38:2Z",
        "2022-06-02T18:38:22ZZ",
        "2022-06-02 18:38:22Z",
        "2022/06/02T18:38:22Z",
        "2022-06-02T18.38.22Z",
        "2022-06-02T18:38:22,5Z",
        "20a2-06-02T18:38:22Z",
        "2022-0:-02T18:38:22Z",
        "2022-00-02T18:38:22Z",
        "2022-13-02T18:38:22Z",
        "2022-06-00T18:38:22Z",
        "2022-06-31T18:38:22Z",
        "2022-04-31T18:38:22Z",
        "2022-09-31T18:38:22Z",
        "2022-11-31T18:38:22Z",
        "2022-01-32T18:38:22Z",
        "2023-02-29T18:38:22Z",
        "1900-02-29T18:38:22Z",
        "2024-02-30T18:38:22Z",
        "2022-06-02T24:00:00Z",
        "2022-06-02T18:60:00Z",
        "2022-06-02T18:38:60Z",
        "2022-06-02T18:38:22+24:00",
        "2022-06-02T18:38:22+02:60",
        "2022-06-02T18:38:22+0230",
        "2022-06-02T18:38:22+02",
        "2022-06-02T18:38:22+",
        "2022-06-02T18:38:22X"
      })
  void invalidTimestampIsNotRead(String text) {
    assertThat(read(text)).isNull();
  }

  @Test
  void charactersOutsideTheRangeAreIgnored() {
    char[] text = "[2022-06-02T18:38:22Z1".toCharArray();

    assertThat(Rfc3339.parse(text, 1, 20)).isEqualTo(Instant.parse("2022-06-02T18:38:22Z"));
    assertThat(Rfc3339.parse(text, 1, 19)).as("truncated").isNull();
    assertThat(Rfc3339.parse(text, 1, 21)).as("too long").isNull();
  }

  private static Instant read(String text) {
    return Rfc3339.parse(text.toCharArray(), 0, text.length());
  }
}
