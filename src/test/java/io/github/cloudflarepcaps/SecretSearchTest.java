package io.github.cloudflarepcaps;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A secret is taken out of a text wherever in it it stands, by a search that looks at little. */
class SecretSearchTest {
  private static final int ROOM = 100;

  @ParameterizedTest
  @ValueSource(
      strings = {"x", "aB", "example-token", "user@example.com", "Café", "ßtraße", "1234567890"})
  void isFoundAtEveryPlace(String secret) {
    for (int before = 0; before <= ROOM; before++) {
      String text = "#".repeat(before) + secret + "#".repeat(ROOM - before);

      assertThat(new Secret(secret).hideIn(text))
          .as("%d characters before it", before)
          .isEqualTo("#".repeat(before) + Redactor.MASK + "#".repeat(ROOM - before));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"example-token", "EXAMPLE-TOKEN", "eXample-tOken"})
  void isFoundInAnyCase(String secret) {
    for (String echo : new String[] {secret.toUpperCase(Locale.ROOT), "example-token"}) {
      assertThat(new Secret(secret).hideIn("#" + echo)).isEqualTo("#" + Redactor.MASK);
    }
  }

  @Test
  void isFoundEachTime() {
    assertThat(new Secret("abc").hideIn("abcabc-ABC ab abc")).isEqualTo("******-*** ab ***");
  }

  @Test
  void isFoundBehindALetterThatIsTheSameInAnotherCaseOnly() {
    String kelvin = "\u212a"; // its small letter is k

    assertThat(new Secret("key1").hideIn("#" + kelvin + "ey1#")).isEqualTo("#***#");
  }

  @Test
  void aTextWithoutItIsTheSameObject() {
    String text = "66802ca5668e47a2b82c2e6746e45037";

    assertThat(new Secret("example-token").hideIn(text)).isSameAs(text);
  }
}
