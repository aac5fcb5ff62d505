package io.github.cloudflarepcaps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** How long to wait, and how often to poll. */
class WaitOptionsTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void defaultPausesAreOneToTenSeconds() {
    assertThat(WaitOptions.upTo(MINUTE))
        .hasToString("WaitOptions[timeout=PT1M, firstDelay=PT1S, maxDelay=PT10S]");
  }

  @Test
  void pausesGrowByHalfUpToTheMaximum() {
    WaitOptions options = WaitOptions.upTo(MINUTE);
    List<String> pauses =
        Stream.iterate(options.firstDelay(), options::after)
            .limit(8)
            .map(Duration::toString)
            .toList();
    assertThat(pauses)
        .containsExactly(
            "PT1S", "PT1.5S", "PT2.25S", "PT3.375S", "PT5.0625S", "PT7.59375S", "PT10S", "PT10S");
  }

  @Test
  void maximumDurationDoesNotOverflow() {
    Duration forever = ChronoUnit.FOREVER.getDuration();
    WaitOptions options =
        WaitOptions.upTo(MINUTE).withDelays(forever.dividedBy(5).multipliedBy(4), forever);
    assertThat(options.after(options.firstDelay())).isEqualTo(forever);
    assertThat(options.after(forever)).isEqualTo(forever);
  }

  @Test
  void copyChangesThePausesOnly() {
    WaitOptions options = WaitOptions.upTo(MINUTE);
    WaitOptions quick = options.withDelays(Duration.ofMillis(1), Duration.ofMillis(2));
    assertThat(quick)
        .hasToString("WaitOptions[timeout=PT1M, firstDelay=PT0.001S, maxDelay=PT0.002S]")
        .isNotEqualTo(options);
    assertThat(quick.withDelays(Duration.ofSeconds(1), Duration.ofSeconds(10)))
        .isEqualTo(options)
        .hasSameHashCodeAs(options);
  }

  @Test
  void zeroIsRejected() {
    WaitOptions options = WaitOptions.upTo(MINUTE);
    String rule = " is PT0S, but must be more than zero";
    assertRejected("timeout" + rule, () -> WaitOptions.upTo(Duration.ZERO));
    assertRejected("first" + rule, () -> options.withDelays(Duration.ZERO, MINUTE));
    assertRejected("max" + rule, () -> options.withDelays(MINUTE, Duration.ZERO));
  }

  @Test
  void maxBelowFirstIsRejected() {
    assertRejected(
        "max is PT1S, but must not be below first, which is PT1M",
        () -> WaitOptions.upTo(MINUTE).withDelays(MINUTE, Duration.ofSeconds(1)));
  }

  private static void assertRejected(String message, ThrowingCallable code) {
    assertThatIllegalArgumentException().isThrownBy(code).withMessage(message);
  }
}
