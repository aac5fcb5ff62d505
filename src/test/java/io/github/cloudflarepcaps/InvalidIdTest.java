package io.github.cloudflarepcaps;

import static io.github.cloudflarepcaps.Failing.failsWith;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An id that cannot be one segment of a path is rejected before anything is sent. */
class InvalidIdTest {
  private static final String ID_RULE =
      "but must be 1 to 32 characters, without / \\ ? # %, white space or control characters, and"
          + " not . or ..";
  private static final WaitOptions SOON = WaitOptions.upTo(Duration.ofMillis(1));
  private static final Path FILE = Path.of("never-written.pcap");

  @AutoClose private final Wire wire = Wire.open();

  @AfterEach
  void nothingWasSent() {
    assertThat(wire.requests()).isZero();
  }

  static Stream<Arguments> methodsThatTakeAnId() {
    return Stream.of(
        method("pcapId", (c, id) -> c.pcaps().get(id)),
        method("pcapId", (c, id) -> c.pcaps().stop(id)),
        method("pcapId", (c, id) -> c.pcaps().download(id)),
        method("pcapId", (c, id) -> c.pcaps().downloadTo(id, FILE)),
        method("pcapId", (c, id) -> c.pcaps().downloadTo(id, FILE, (soFar, total) -> {})),
        method("pcapId", (c, id) -> c.pcaps().await(id, SOON)),
        method("pcapId", (c, id) -> c.pcaps().await(id, SOON, pcap -> {})),
        method("ownershipId", (c, id) -> c.ownership().delete(id)),
        method("ownershipId", (c, id) -> c.ownership().await(id, SOON)),
        method("accountId", (c, id) -> c.pcaps(id)),
        method("accountId", (c, id) -> c.ownership(id)),
        method("accountId", (c, id) -> CloudflareClient.builder().accountId(id)),
        method("accountId", (c, id) -> Operation.listPcaps(id)),
        method("accountId", (c, id) -> Operation.createPcap(id, Given.SIMPLE)),
        method("accountId", (c, id) -> Operation.createPcap(id, Given.FULL)),
        method("accountId", (c, id) -> Operation.listOwnerships(id)),
        method("accountId", (c, id) -> Operation.addOwnership(id, Given.BUCKET)),
        method("accountId", (c, id) -> Operation.validateOwnership(id, Given.BUCKET, "x")),
        method("accountId", (c, id) -> Operation.getPcap(id, Given.ID)),
        method("pcapId", (c, id) -> Operation.getPcap(Given.ACCOUNT, id)),
        method("pcapId", (c, id) -> Operation.stopPcap(Given.ACCOUNT, id)),
        method("pcapId", (c, id) -> Operation.downloadPcap(Given.ACCOUNT, id)),
        method("ownershipId", (c, id) -> Operation.deleteOwnership(Given.ACCOUNT, id)));
  }

  private static Arguments method(String name, Use use) {
    return Arguments.of(name, use);
  }

  private interface Use {
    void of(CloudflareClient client, String id);
  }

  @ParameterizedTest
  @MethodSource("methodsThatTakeAnId")
  void pathTraversalIsRejected(String name, Use method) {
    assertRejected(name + " is \"../x\", " + ID_RULE, () -> method.of(wire.client(), "../x"));
  }

  @ParameterizedTest
  @MethodSource("methodsThatTakeAnId")
  void nullIdIsRejectedByName(String name, Use method) {
    assertThat(
            failsWith(NullPointerException.class, () -> method.of(wire.client(), Nulls.nothing())))
        .hasMessage(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a b",
        "a\tb",
        "a\u00a0b",
        ".",
        "..",
        "a/b",
        "a\\b",
        "a?b",
        "a#b",
        "a%2fb",
        "123456789012345678901234567890123"
      })
  void invalidIdIsQuoted(String id) {
    String shown = id.replace('\t', '?');
    assertRejected("pcapId is \"" + shown + "\", " + ID_RULE, () -> wire.pcaps().get(id));
  }

  @Test
  void idIsQuotedWithoutItsLineBreaks() {
    assertRejected("pcapId is \"a??b?\", " + ID_RULE, () -> wire.pcaps().get("a\r\nb\u001b"));
  }

  @Test
  void unpairedSurrogateIsRejected() {
    assertRejected("pcapId is \"a?\", " + ID_RULE, () -> wire.pcaps().get("a\ud800"));
  }

  @Test
  void longIdIsTruncatedInTheMessage() {
    assertRejected(
        "pcapId is \"" + "a".repeat(100) + "…\", " + ID_RULE,
        () -> wire.pcaps().get("a".repeat(1000)));
  }

  private static void assertRejected(String message, ThrowingCallable call) {
    assertThat(failsWith(IllegalArgumentException.class, call)).hasMessage(message);
  }
}
