package io.github.cloudflarepcaps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A credential that no header can hold is rejected before it is sent, and never quoted. */
class UnsendableCredentialsTest {
  private static final String TEXT = "example-credential";

  @AutoClose private final Wire wire = Wire.open();

  static Stream<String> unsendable() {
    return Stream.of(
            "\n", "\r\nX-Evil: 1", "\t", " ", "\0", "\u007f", "\u0085", "é", "\ud83d\ude00")
        .flatMap(s -> Stream.of(TEXT + s, s + TEXT, TEXT + s + TEXT));
  }

  @ParameterizedTest
  @MethodSource("unsendable")
  void tokenIsRejected(String token) {
    assertRejected(
        "apiToken (CLOUDFLARE_API_TOKEN)", () -> CloudflareClient.builder().apiToken(token));
  }

  @ParameterizedTest
  @MethodSource("unsendable")
  void keyIsRejected(String key) {
    assertRejected(
        "apiKey (CLOUDFLARE_API_KEY)",
        () -> CloudflareClient.builder().apiKey("nobody@example.com", key));
  }

  @ParameterizedTest
  @MethodSource("unsendable")
  void emailIsRejected(String email) {
    assertRejected(
        "email (CLOUDFLARE_EMAIL)", () -> CloudflareClient.builder().apiKey(email, "example-key"));
  }

  @ParameterizedTest
  @MethodSource("unsendable")
  void tokenOfTheEnvironmentIsRejected(String token) {
    assertRejected(
        "apiToken (CLOUDFLARE_API_TOKEN)",
        () -> CloudflareClient.fromEnv(Map.of("CLOUDFLARE_API_TOKEN", token)));
  }

  @ParameterizedTest
  @MethodSource("unsendable")
  void tokenOfASupplierIsRejectedAndNothingIsSent(String token) {
    try (CloudflareClient client = supplied(() -> token)) {
      assertRejected("apiToken of the supplier", () -> client.pcaps(Given.ACCOUNT).get(Given.ID));
    }
    assertThat(wire.requests()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void trailingLineBreakIsReported(String lineBreak) {
    Map<String, String> environment = Map.of("CLOUDFLARE_API_TOKEN", TEXT + lineBreak);
    assertThat(catchThrowable(() -> CloudflareClient.fromEnv(environment)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "apiToken (CLOUDFLARE_API_TOKEN) ends in a line break: remove it"
                + " (the value is not shown: it is a secret)");
  }

  @Test
  void errorOfTheSupplierPropagatesUnchanged() {
    StackOverflowError error = new StackOverflowError("of the supplier");
    try (CloudflareClient client =
        supplied(
            () -> {
              throw error;
            })) {
      assertThat(catchThrowable(() -> client.pcaps(Given.ACCOUNT).list())).isSameAs(error);
      assertThat(catchThrowable(() -> Call.LIST_PCAPS.makeAsync(client))).hasCause(error);
    }
  }

  private CloudflareClient supplied(Supplier<String> token) {
    return CloudflareClient.builder().baseUrl(wire.baseUrl()).apiToken(token).build();
  }

  private static void assertRejected(String name, ThrowingCallable call) {
    Throwable e = catchThrowable(call);
    assertThat(e)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(name)
        .hasMessageMatching(
            "(?s).*(must consist of visible ASCII characters|ends in a line break).*")
        .hasMessageEndingWith("(the value is not shown: it is a secret)");
    assertThat(Printables.of(e)).noneMatch(text -> text.contains(TEXT));
  }
}
