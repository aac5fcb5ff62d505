package io.github.cloudflarepcaps;

import static io.github.cloudflarepcaps.Failing.failsWith;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudflarepcaps.CloudflareClient.Builder;
import io.github.cloudflarepcaps.internal.net.UserAgent;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A builder rejects an invalid setting at once, and accepts every valid one. */
class ClientSettingsTest {
  private static Builder builder() {
    return CloudflareClient.builder().apiToken(Given.TOKEN);
  }

  private static void assertState(String message, ThrowingCallable call) {
    assertThat(failsWith(IllegalStateException.class, call)).hasMessage(message);
  }

  static Stream<Arguments> invalidSettings() {
    return Stream.of(
        setting("timeout is PT0S, but must be more than zero", b -> b.timeout(Duration.ZERO)),
        setting(
            "timeout is PT-1S, but must be more than zero", b -> b.timeout(Duration.ofSeconds(-1))),
        setting(
            "connectTimeout is PT0S, but must be more than zero",
            b -> b.connectTimeout(Duration.ZERO)),
        setting(
            "readTimeout is PT0S, but must be more than zero", b -> b.readTimeout(Duration.ZERO)));
  }

  private static Arguments setting(String message, Consumer<Builder> setting) {
    return Arguments.of(message, setting);
  }

  @ParameterizedTest
  @MethodSource("invalidSettings")
  void invalidSettingIsRejectedAtOnce(String message, Consumer<Builder> setting) {
    IllegalArgumentException e =
        failsWith(IllegalArgumentException.class, () -> setting.accept(CloudflareClient.builder()));
    assertThat(e).hasMessage(message);
  }

  @Test
  void anyPositiveDurationIsAccepted() {
    Duration forever = ChronoUnit.FOREVER.getDuration();
    try (CloudflareClient client =
        builder().timeout(forever).readTimeout(forever).connectTimeout(forever).build()) {
      assertThat(client.pcaps(Given.ACCOUNT)).isNotNull();
    }
  }

  @Test
  void clientReturnsItsAccount() {
    try (CloudflareClient client = builder().accountId(Given.ACCOUNT).build();
        CloudflareClient derived = client.toBuilder().accountId("another").build()) {
      assertThat(client.accountId()).isEqualTo(Given.ACCOUNT);
      assertThat(derived.accountId()).isEqualTo("another");
    }
  }

  @Test
  void missingAccountIsReportedWhenItIsNeeded() {
    String message =
        "the client has no account: set accountId(..), or CLOUDFLARE_ACCOUNT_ID for fromEnv(), or"
            + " name one in pcaps(accountId) and ownership(accountId)";
    try (CloudflareClient client =
        CloudflareClient.fromEnv(
            Map.of("CLOUDFLARE_API_TOKEN", "t", "CLOUDFLARE_ACCOUNT_ID", " "))) {
      assertThat(client.accountId()).isNull();
      assertState(message, client::pcaps);
      assertState(message, client::ownership);
      assertThat(client.pcaps("other")).isNotNull();
    }
  }

  @Test
  void sharedSettingOfADerivedClientIsRejected() {
    try (Wire wire = Wire.open()) {
      Builder derived = wire.client().toBuilder();
      assertState(
          "connectTimeout cannot be set on a derived client: it uses its parent's connections",
          () -> derived.connectTimeout(Duration.ofSeconds(1)));
      assertState(
          "httpClient cannot be set on a derived client: it uses its parent's connections",
          () -> derived.httpClient(new OkHttpClient()));
      assertState(
          "baseUrl cannot be set on a derived client: it uses its parent's connections, to "
              + wire.baseUrl(),
          () -> derived.baseUrl("https://api.example"));
    }
  }

  @Test
  void connectTimeoutOfABorrowedClientIsRejected() {
    String message =
        "connectTimeout cannot be combined with httpClient: set it on the OkHttpClient";
    OkHttpClient borrowed = new OkHttpClient();
    Duration second = Duration.ofSeconds(1);
    assertState(message, () -> builder().httpClient(borrowed).connectTimeout(second));
    assertState(message, () -> builder().connectTimeout(second).httpClient(borrowed));
  }

  @ParameterizedTest
  @ValueSource(strings = {"my-service/1.2", "a/b", "x_y.z/2026-11-25+build~1"})
  void suffixIsAppendedToTheUserAgent(String suffix) {
    try (Wire wire = Wire.open(b -> b.apiToken(Given.TOKEN).userAgentSuffix(suffix))) {
      wire.enqueue("simple-created");
      wire.pcaps().get(Given.ID);
      wire.sent().hasHeader("User-Agent", "cloudflare-pcaps-java/0.1.0-SNAPSHOT " + suffix);
    }
  }

  @Test
  void derivedClientKeepsTheSuffixUnlessItSetsAnother() {
    try (Wire wire = Wire.open(b -> b.apiToken(Given.TOKEN).userAgentSuffix("first/1"));
        CloudflareClient same = wire.client().toBuilder().build();
        CloudflareClient other = wire.client().toBuilder().userAgentSuffix("second/2").build()) {
      wire.enqueue("simple-created").enqueue("simple-created");
      same.pcaps().get(Given.ID);
      other.pcaps().get(Given.ID);
      wire.sent().hasHeader("User-Agent", UserAgent.PRODUCT + " first/1");
      wire.sent().hasHeader("User-Agent", UserAgent.PRODUCT + " second/2");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "product", "/1", "a/", "a b/1", "a/1 b/2", "ü/1", "a/1\r\nX: y"})
  void invalidSuffixIsRejected(String suffix) {
    IllegalArgumentException e =
        failsWith(IllegalArgumentException.class, () -> builder().userAgentSuffix(suffix));
    assertThat(e)
        .hasMessageStartingWith("userAgentSuffix is \"")
        .hasMessageContaining("must be product/version")
        .hasMessageNotContainingAny("\r", "\n");
  }
}
