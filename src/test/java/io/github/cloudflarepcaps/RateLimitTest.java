package io.github.cloudflarepcaps;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A {@code Ratelimit} header is read, or is null if it is malformed. */
class RateLimitTest {
  private static final RateLimit FIFTY = new RateLimit(50, Duration.ofSeconds(30));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"default\";r=50;t=30",
        "\"default\"; r=50; t=30",
        "\"default\";t=30;r=50",
        "default;r=50;t=30;pk=:Zm9v:",
        "\"x;r=1;t=2\";r=50;t=30",
        "\"a, b\";r=50;t=30"
      })
  void onePolicyIsRead(String header) {
    assertThat(RateLimit.parse(header)).isEqualTo(FIFTY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"a\";r=50;t=30, \"b\";r=900;t=10",
        "\"a\";r=900;t=10, \"b\";r=50;t=30",
        "\"a\";r=900, \"b\";r=50;t=30",
        "\"a\";t=10,\"b\";r=50;t=30",
        "garbage, \"b\";r=50;t=30"
      })
  void tightestOfSeveralPoliciesIsRead(String header) {
    assertThat(RateLimit.parse(header)).isEqualTo(FIFTY);
  }

  @Test
  void zeroRemainingIsRead() {
    assertThat(RateLimit.parse("\"default\";r=0;t=0")).isEqualTo(new RateLimit(0, Duration.ZERO));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "garbage",
        "\"default\"",
        "\"default\";r=50",
        "\"default\";t=30",
        "\"a\";r=50, \"b\";t=30",
        "\"default\";r=-1;t=30",
        "\"default\";r=1.5;t=30",
        "\"default\";r=x;t=30",
        "\"default\";r=9999999999;t=30",
        "\"default\";r=50;t=99999999999999999999",
        "\"default\";r=\"50\";t=30",
        "\"r=50;t=30",
        "50, 50;w=30"
      })
  void malformedHeaderIsNull(String header) {
    assertThat(RateLimit.parse(header)).isNull();
  }
}
