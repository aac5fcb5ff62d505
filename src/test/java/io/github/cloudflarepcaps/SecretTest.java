package io.github.cloudflarepcaps;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudflarepcaps.internal.text.Secret;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A secret is redacted at every position of a text and in every case. */
class SecretTest {
  private static final int ROOM = 100;

  @ParameterizedTest
  @ValueSource(
      strings = {"x", "aB", "example-token", "user@example.com", "Café", "ßtraße", "1234567890"})
  void isRedactedAtEveryPosition(String secret) {
    for (int before = 0; before <= ROOM; before++) {
      String text = "#".repeat(before) + secret + "#".repeat(ROOM - before);
      assertThat(new Secret(secret).redact(text))
          .as("%d characters before it", before)
          .isEqualTo("#".repeat(before) + Redactor.MASK + "#".repeat(ROOM - before));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"example-token", "EXAMPLE-TOKEN", "eXample-tOken"})
  void isRedactedInAnyCase(String secret) {
    for (String echo : new String[] {secret.toUpperCase(Locale.ROOT), "example-token"}) {
      assertThat(new Secret(secret).redact("#" + echo)).isEqualTo("#" + Redactor.MASK);
    }
  }

  @Test
  void everyOccurrenceIsRedacted() {
    assertThat(new Secret("abc").redact("abcabc-ABC ab abc")).isEqualTo("******-*** ab ***");
  }

  @Test
  void letterWhoseCaseCounterpartIsBeyondAsciiIsRedacted() {
    String kelvin = "\u212a"; // its lower case is k
    assertThat(new Secret("key1").redact("#" + kelvin + "ey1#")).isEqualTo("#***#");
  }

  @Test
  void textWithoutTheSecretIsUnchanged() {
    String text = "66802ca5668e47a2b82c2e6746e45037";
    assertThat(new Secret("example-token").redact(text)).isEqualTo(text);
  }
}
