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

/** A credential that no header can hold is refused before it is sent, and never quoted. */
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
  void aTokenIsRefused(String token) {
    assertRefused("apiToken", () -> CloudflareClient.builder().apiToken(token));
  }

  @ParameterizedTest
  @MethodSource("unsendable")
  void aKeyIsRefused(String key) {
    assertRefused("apiKey", () -> CloudflareClient.builder().apiKey("nobody@example.com", key));
  }

  @ParameterizedTest
  @MethodSource("unsendable")
  void anEmailIsRefused(String email) {
    assertRefused("email", () -> CloudflareClient.builder().apiKey(email, "example-key"));
  }

  @ParameterizedTest
  @MethodSource("unsendable")
  void aTokenOfTheEnvironmentIsRefused(String token) {
    assertRefused(
        "apiToken", () -> CloudflareClient.fromEnv(Map.of("CLOUDFLARE_API_TOKEN", token)));
  }

  @ParameterizedTest
  @MethodSource("unsendable")
  void aTokenOfASupplierIsRefusedAndNothingIsSent(String token) {
    try (CloudflareClient client = supplied(() -> token)) {
      assertRefused("apiToken", () -> client.pcaps(Wire.ACCOUNT).get(Given.ID));
    }
    assertThat(wire.requests()).isZero();
  }

  @Test
  void anErrorThatTheSupplierThrowsComesOutUnchanged() {
    StackOverflowError error = new StackOverflowError("of the supplier");
    try (CloudflareClient client =
        supplied(
            () -> {
              throw error;
            })) {
      assertThat(catchThrowable(() -> client.pcaps(Wire.ACCOUNT).list())).isSameAs(error);
      assertThat(catchThrowable(() -> Call.LIST_PCAPS.makeAsync(client))).hasCause(error);
    }
  }

  private CloudflareClient supplied(Supplier<String> token) {
    return CloudflareClient.builder().baseUrl(wire.baseUrl()).apiToken(token).build();
  }

  private static void assertRefused(String name, ThrowingCallable call) {
    Throwable e = catchThrowable(call);
    assertThat(e)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(name + " must be visible ASCII characters only");
    assertThat(Printables.of(e)).noneMatch(text -> text.contains(TEXT));
  }
}
