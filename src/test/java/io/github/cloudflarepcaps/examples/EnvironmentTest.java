package io.github.cloudflarepcaps.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Misspelled variables are found; those of other tools are ignored. */
class EnvironmentTest {

  @ParameterizedTest
  @CsvSource({
    "CLOUDFLARE_TOKEN, CLOUDFLARE_API_TOKEN",
    "CF_API_TOKEN, CLOUDFLARE_API_TOKEN",
    "CF_TOKEN, CLOUDFLARE_API_TOKEN",
    "CLOUDFLARE_AUTH_TOKEN, CLOUDFLARE_API_TOKEN",
    "CLOUDFLARE_APITOKEN, CLOUDFLARE_API_TOKEN",
    "CLOUDFARE_API_TOKEN, CLOUDFLARE_API_TOKEN",
    "cloudflare_api_token, CLOUDFLARE_API_TOKEN",
    "CLOUDFLARE_API_TOKENS, CLOUDFLARE_API_TOKEN",
    "CLOUDFLARE_KEY, CLOUDFLARE_API_KEY",
    "CF_API_KEY, CLOUDFLARE_API_KEY",
    "CF_API_EMAIL, CLOUDFLARE_EMAIL",
    "CLOUDFLARE_API_EMAIL, CLOUDFLARE_EMAIL",
    "CLOUDFLARE_ACCOUNT, CLOUDFLARE_ACCOUNT_ID",
    "CF_ACCOUNT_ID, CLOUDFLARE_ACCOUNT_ID",
    "CLOUDFLARE_ACCOUNTID, CLOUDFLARE_ACCOUNT_ID",
    "CLOUDFLARE_URL, CLOUDFLARE_BASE_URL",
  })
  void misspelledVariableIsReportedWithTheRightName(String misspelled, String meant) {
    Environment environment = new Environment(Map.of(misspelled, "value"));

    assertThat(environment.hasAny()).isFalse();
    assertThat(environment.misspelled())
        .containsExactly(misspelled + " is set: the variable is called " + meant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CLOUDFLARE_ZONE_ID",
        "CLOUDFLARE_ENV",
        "CLOUDFLARE_API_BASE_URL",
        "CLOUDFLARE_API_USER_SERVICE_KEY",
        "CLOUDFLARE_DNS_API_TOKEN",
        "CLOUDFLARE_COMPLIANCE_REGION",
        "CLOUDFLARE_INCLUDE_PROCESS_ENV",
        "WRANGLER_API_TOKEN",
        "WRANGLER_LOG",
        "CF_PAGES_URL",
        "API_TOKEN",
        "HOME",
      })
  void variablesOfOtherToolsAreIgnored(String name) {
    Environment environment = new Environment(Map.of(name, "value"));

    assertThat(environment.hasAny()).isFalse();
    assertThat(environment.misspelled()).isEmpty();
  }

  @Test
  void blankVariablesCountAsUnset() {
    Environment environment =
        new Environment(Map.of("CLOUDFLARE_API_TOKEN", " ", "CLOUDFLARE_TOKEN", ""));

    assertThat(environment.hasAny()).isFalse();
    assertThat(environment.misspelled()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CLOUDFLARE_API_TOKEN",
        "CLOUDFLARE_API_KEY",
        "CLOUDFLARE_EMAIL",
        "CLOUDFLARE_ACCOUNT_ID",
        "CLOUDFLARE_BASE_URL",
      })
  void oneVariableOfTheClientIsEnoughToRuleOutTheFake(String name) {
    assertThat(new Environment(Map.of(name, "value")).hasAny()).isTrue();
  }
}
