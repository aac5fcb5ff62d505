package io.github.cloudflarepcaps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A retry policy has the values that it was given, none of them negative. */
class RetryPolicyTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void standardPolicyHasTwoRetriesAndHalfASecond() {
    assertThat(RetryPolicy.standard())
        .hasToString(
            "RetryPolicy[maxRetries=2, firstDelay=PT0.5S, maxDelay=PT8S, maxRetryAfter=PT30S]");
  }

  @Test
  void noneHasNoRetries() {
    assertThat(RetryPolicy.none().maxRetries()).isZero();
  }

  @Test
  void copyChangesOneValue() {
    RetryPolicy policy = RetryPolicy.standard();
    assertThat(policy.withMaxRetries(5).maxRetries()).isEqualTo(5);
    assertThat(policy.withFirstDelay(SECOND).firstDelay()).isEqualTo(SECOND);
    assertThat(policy.withMaxDelay(SECOND).maxDelay()).isEqualTo(SECOND);
    assertThat(policy.withMaxRetryAfter(SECOND).maxRetryAfter()).isEqualTo(SECOND);
    assertThat(policy.withMaxRetries(5).withMaxRetries(2))
        .isEqualTo(policy)
        .hasSameHashCodeAs(policy);
    assertThat(policy.withMaxRetries(5)).isNotEqualTo(policy);
  }

  @Test
  void negativeValueIsRejected() {
    RetryPolicy policy = RetryPolicy.standard();
    Duration negative = SECOND.negated();
    assertRejected("maxRetries is -1, but must be at least 0", () -> policy.withMaxRetries(-1));
    String rule = " is PT-1S, but must not be negative";
    assertRejected("firstDelay" + rule, () -> policy.withFirstDelay(negative));
    assertRejected("maxDelay" + rule, () -> policy.withMaxDelay(negative));
    assertRejected("maxRetryAfter" + rule, () -> policy.withMaxRetryAfter(negative));
  }

  private static void assertRejected(String message, ThrowingCallable code) {
    assertThatIllegalArgumentException().isThrownBy(code).withMessage(message);
  }
}
