package io.github.cloudflarepcaps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.cloudflarepcaps.model.SimplePcapRequest;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An invalid argument of a call is rejected by name before anything is sent. */
class BadInputTest {
  private static final WaitOptions SOON = WaitOptions.upTo(Duration.ofMillis(1));
  private static final Path FILE = Path.of("never-written.pcap");

  @AutoClose private final Wire wire = Wire.open();

  @AfterEach
  void nothingWasSent() {
    assertThat(wire.requests()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "\n"})
  void blankChallengeIsRejected(String challenge) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> wire.ownership().validate(Given.BUCKET, challenge))
        .withMessage(
            "challenge is \"" + challenge.replace('\n', '?') + "\", but must not be blank");
  }

  @Test
  void nullsAreRejectedByName() {
    assertNull("request", () -> wire.pcaps().create((SimplePcapRequest) Nulls.nothing()));
    assertNull("bucket", () -> wire.ownership().add(Nulls.nothing()));
    assertNull("bucket", () -> wire.ownership().validate(Nulls.nothing(), "x"));
    assertNull("challenge", () -> wire.ownership().validate(Given.BUCKET, Nulls.nothing()));
    assertNull("options", () -> wire.pcaps().await(Given.ID, Nulls.nothing()));
    assertNull("onPoll", () -> wire.pcaps().await(Given.ID, SOON, Nulls.nothing()));
    assertNull("file", () -> wire.pcaps().downloadTo(Given.ID, Nulls.nothing()));
    assertNull("progress", () -> wire.pcaps().downloadTo(Given.ID, FILE, Nulls.nothing()));
    assertNull("request", () -> wire.pcaps().capture(Nulls.nothing(), FILE));
    assertNull("file", () -> wire.pcaps().capture(Given.SIMPLE, Nulls.nothing()));
    assertNull("options", () -> wire.pcaps().capture(Given.SIMPLE, FILE, Nulls.nothing()));
    assertNull("request", () -> wire.pcaps().capture(Nulls.nothing(), new MemoryBucket(), FILE));
    assertNull("bucket", () -> wire.pcaps().capture(Given.FULL, Nulls.nothing(), FILE));
    assertNull("bucket", () -> wire.pcaps().collect(Given.ID, Nulls.nothing(), FILE));
    assertNull("file", () -> wire.pcaps().collect(Given.ID, new MemoryBucket(), Nulls.nothing()));
    assertNull("options", () -> wire.ownership().await(Given.ID, Nulls.nothing()));
    assertNull("bucket", () -> wire.ownership().claim(Nulls.nothing(), o -> "x", SOON));
    assertNull("reader", () -> wire.ownership().claim(Given.BUCKET, Nulls.nothing(), SOON));
    assertNull("options", () -> wire.ownership().claim(Given.BUCKET, o -> "x", Nulls.nothing()));
    assertNull("operation", () -> wire.client().send(Nulls.<Operation<Object>>nothing()));
    assertNull("operation", () -> wire.client().sendAsync(Nulls.<Operation<Object>>nothing()));
  }

  @Test
  void challengeWithAnUnpairedSurrogateIsRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> wire.ownership().validate(Given.BUCKET, "half \ud800"))
        .withMessage("challenge is \"half ?\", but must not contain an unpaired surrogate");
  }

  private static void assertNull(String name, ThrowingCallable code) {
    assertThatNullPointerException().isThrownBy(code).withMessage(name);
  }
}
