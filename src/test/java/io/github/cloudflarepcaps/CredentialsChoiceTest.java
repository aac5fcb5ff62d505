package io.github.cloudflarepcaps;

import static io.github.cloudflarepcaps.Failing.failsWith;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A client needs exactly one kind of credentials, and all of its parts. */
class CredentialsChoiceTest {
  private static final String MISSING =
      "no credentials: set apiToken(..) (CLOUDFLARE_API_TOKEN), or apiKey(..)"
          + " (CLOUDFLARE_EMAIL and CLOUDFLARE_API_KEY)";
  private static final String BOTH =
      "two kinds of credentials are set: set either the API token (CLOUDFLARE_API_TOKEN) or e-mail"
          + " and key (CLOUDFLARE_EMAIL, CLOUDFLARE_API_KEY)";
  private static final String NO_KEY =
      "the API key (CLOUDFLARE_API_KEY) is missing: e-mail and key are required together";
  private static final String NO_EMAIL =
      "the e-mail (CLOUDFLARE_EMAIL) is missing: e-mail and key are required together";

  private static void assertState(String message, ThrowingCallable call) {
    assertThat(failsWith(IllegalStateException.class, call)).hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|''|''|" + MISSING,
        "' '|' '|' '|" + MISSING,
        "t|e@x.y|k|" + BOTH,
        "t|e@x.y|''|" + BOTH,
        "t|''|k|" + BOTH,
        "''|e@x.y|''|" + NO_KEY,
        "' '|' '|k|" + NO_EMAIL
      })
  void invalidEnvironmentIsRejected(String token, String email, String key, String message) {
    Map<String, String> environment =
        Map.of("CLOUDFLARE_API_TOKEN", token, "CLOUDFLARE_EMAIL", email, "CLOUDFLARE_API_KEY", key);
    assertState(message, () -> CloudflareClient.fromEnv(environment));
  }

  @Test
  void invalidBuilderIsRejected() {
    assertState(MISSING, () -> CloudflareClient.builder().build());
    assertState(MISSING, () -> CloudflareClient.builder().apiToken(" ").build());
    assertState(BOTH, () -> CloudflareClient.builder().apiToken("t").apiKey("a@b.c", "k").build());
    assertState(NO_KEY, () -> CloudflareClient.builder().apiKey("a@b.c", "").build());
    assertState(
        "apiToken is set twice: as a token and as a supplier",
        () -> CloudflareClient.builder().apiToken("t").apiToken(() -> "t").build());
  }

  @Test
  void oneKindInTheEnvironmentIsEnough() {
    Map<String, String> environment =
        Map.of(
            "CLOUDFLARE_API_TOKEN", "",
            "CLOUDFLARE_EMAIL", "ada@example.com",
            "CLOUDFLARE_API_KEY", "example-key",
            "CLOUDFLARE_ACCOUNT_ID", "example-account",
            "CLOUDFLARE_BASE_URL", " ");
    try (CloudflareClient client = CloudflareClient.fromEnv(environment)) {
      assertThat(client)
          .hasToString(
              "CloudflareClient[https://api.cloudflare.com/client/v4, account example-account,"
                  + " e-mail and API key]");
    }
  }

  @Test
  void supplierWithoutATokenFailsTheCall() {
    try (Wire wire = Wire.open(b -> b.apiToken(() -> " "))) {
      assertState(
          "the apiToken supplier returned null or a blank token", () -> wire.pcaps().list());
      assertThat(wire.requests()).isZero();
    }
  }

  @Test
  void clientPrintsOnlyItsKindOfCredentials() {
    try (Wire wire = Wire.open()) {
      assertThat(wire.client().toString()).contains("API token").doesNotContain(Given.TOKEN);
    }
  }
}
