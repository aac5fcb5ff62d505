package io.github.cloudflarepcaps.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Printable text cannot break a line, a terminal or a log. */
class PrintableTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\n", "\r", "\t", "\0", "\u001b", "\u007f", "\u0085", "\u00ad", "\u200b", "\u202e",
        "\u2028", "\u2029", "\ufeff", "\ud83d", "\udc00"
      })
  void unprintableCharacterBecomesAQuestionMark(String unprintable) {
    assertThat(Printable.isPrintable("a" + unprintable + "b")).isFalse();
    assertThat(Printable.of("a" + unprintable + "b")).isEqualTo("a?b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "plain ~", "\u00e9", "\u6f22", "\ud83d\ude00"})
  void printableTextIsUnchanged(String text) {
    assertThat(Printable.isPrintable(text)).isTrue();
    assertThat(Printable.of(text)).isSameAs(text);
  }

  @Test
  void formatCharacterBeyondTheBasicPlaneBecomesOneQuestionMark() {
    assertThat(Printable.of("a\udb40\udc41b")).isEqualTo("a?b");
  }
}
