package io.github.cloudflarepcaps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.cloudflarepcaps.CloudflareClient.Builder;
import io.github.cloudflarepcaps.model.SimplePcapRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be right is refused before a byte is sent, and the refusal says how it would be. */
class BadInputTest {
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

  // Ids.

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
        method("pcapId", (c, id) -> Operation.getPcap(Wire.ACCOUNT, id)),
        method("pcapId", (c, id) -> Operation.stopPcap(Wire.ACCOUNT, id)),
        method("pcapId", (c, id) -> Operation.downloadPcap(Wire.ACCOUNT, id)),
        method("ownershipId", (c, id) -> Operation.deleteOwnership(Wire.ACCOUNT, id)));
  }

  private static Arguments method(String name, Use use) {
    return Arguments.of(name, use);
  }

  private interface Use {
    void of(CloudflareClient client, String id);
  }

  @ParameterizedTest
  @MethodSource("methodsThatTakeAnId")
  void anIdThatWouldLeaveItsPlaceIsRefused(String name, Use method) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> method.of(wire.client(), "../x"))
        .withMessage(name + " is \"../x\", " + ID_RULE);
  }

  @ParameterizedTest
  @MethodSource("methodsThatTakeAnId")
  void anIdThatIsNullIsRefused(String name, Use method) {
    assertThatNullPointerException()
        .isThrownBy(() -> method.of(wire.client(), nothing()))
        .withMessage(name);
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
  void anIdThatIsNoneIsRefusedAsItIs(String id) {
    String shown = id.replace('\t', '?');
    assertThatIllegalArgumentException()
        .isThrownBy(() -> wire.pcaps().get(id))
        .withMessage("pcapId is \"" + shown + "\", " + ID_RULE);
  }

  @Test
  void anIdThatWouldBreakALineIsShownWithoutIt() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> wire.pcaps().get("a\r\nb\u001b"))
        .withMessage("pcapId is \"a??b?\", " + ID_RULE);
  }

  @Test
  void anIdOfHalfASurrogatePairIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> wire.pcaps().get("a\ud800"))
        .withMessage("pcapId is \"a?\", " + ID_RULE);
  }

  @Test
  void aVeryLongIdIsShownInShort() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> wire.pcaps().get("a".repeat(1000)))
        .withMessage("pcapId is \"" + "a".repeat(100) + "…\", " + ID_RULE);
  }

  // What else goes into a call.

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "\n"})
  void aBlankChallengeIsRefused(String challenge) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> wire.ownership().validate(Given.BUCKET, challenge))
        .withMessage(
            "challenge is \"" + challenge.replace('\n', '?') + "\", but must not be blank");
  }

  @Test
  void nullsAreRefusedByName() {
    assertNull("request", () -> wire.pcaps().create((SimplePcapRequest) nothing()));
    assertNull("bucket", () -> wire.ownership().add(nothing()));
    assertNull("bucket", () -> wire.ownership().validate(nothing(), "x"));
    assertNull("challenge", () -> wire.ownership().validate(Given.BUCKET, nothing()));
    assertNull("options", () -> wire.pcaps().await(Given.ID, nothing()));
    assertNull("onPoll", () -> wire.pcaps().await(Given.ID, SOON, nothing()));
    assertNull("file", () -> wire.pcaps().downloadTo(Given.ID, nothing()));
    assertNull("progress", () -> wire.pcaps().downloadTo(Given.ID, FILE, nothing()));
    assertNull("request", () -> wire.pcaps().capture(nothing(), FILE));
    assertNull("file", () -> wire.pcaps().capture(Given.SIMPLE, nothing()));
    assertNull("options", () -> wire.pcaps().capture(Given.SIMPLE, FILE, nothing()));
    assertNull("request", () -> wire.pcaps().capture(nothing(), new MemoryBucket(), FILE));
    assertNull("bucket", () -> wire.pcaps().capture(Given.FULL, nothing(), FILE));
    assertNull("bucket", () -> wire.pcaps().collect(Given.ID, nothing(), FILE));
    assertNull("file", () -> wire.pcaps().collect(Given.ID, new MemoryBucket(), nothing()));
    assertNull("options", () -> wire.ownership().await(Given.ID, nothing()));
    assertNull("bucket", () -> wire.ownership().claim(nothing(), o -> "x", SOON));
    assertNull("reader", () -> wire.ownership().claim(Given.BUCKET, nothing(), SOON));
    assertNull("options", () -> wire.ownership().claim(Given.BUCKET, o -> "x", nothing()));
    assertNull("operation", () -> wire.client().send(BadInputTest.<Operation<Object>>nothing()));
    assertNull(
        "operation", () -> wire.client().sendAsync(BadInputTest.<Operation<Object>>nothing()));
  }

  @Test
  void aChallengeThatIsNoTextIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> wire.ownership().validate(Given.BUCKET, "half \ud800"))
        .withMessage("challenge is \"half ?\", but must not contain an unpaired surrogate");
  }

  // The builder.

  static Stream<Arguments> settingsThatAreNone() {
    return Stream.of(
        setting("timeout is PT0S, but must be more than zero", b -> b.timeout(Duration.ZERO)),
        setting(
            "timeout is PT-1S, but must be more than zero", b -> b.timeout(Duration.ofSeconds(-1))),
        setting(
            "connectTimeout is PT0S, but must be more than zero",
            b -> b.connectTimeout(Duration.ZERO)),
        setting(
            "readTimeout is PT0S, but must be more than zero", b -> b.readTimeout(Duration.ZERO)),
        setting(
            "baseUrl is \"ftp://api.example\", but must be an https URL such as"
                + " https://api.cloudflare.com/client/v4",
            b -> b.baseUrl("ftp://api.example")),
        setting(
            "baseUrl is \"api.example\", but must be an https URL such as"
                + " https://api.cloudflare.com/client/v4",
            b -> b.baseUrl("api.example")),
        setting(
            "baseUrl is \"\", but must be an https URL such as"
                + " https://api.cloudflare.com/client/v4",
            b -> b.baseUrl("")),
        setting(
            "baseUrl is \"http://api.example\", but must be https: http is for a loopback address"
                + " only",
            b -> b.baseUrl("http://api.example")),
        setting(
            "baseUrl is \"http://127.0.0.1.example\", but must be https: http is for a loopback"
                + " address only",
            b -> b.baseUrl("http://127.0.0.1.example")),
        setting(
            "baseUrl is \"https://api.example/?…\", but must have no query and no fragment",
            b -> b.baseUrl("https://api.example/?token=example-token")),
        setting(
            "baseUrl must hold no user and no password",
            b -> b.baseUrl("https://ada:example-token@api.example")));
  }

  private static Arguments setting(String message, Consumer<Builder> setting) {
    return Arguments.of(message, setting);
  }

  @ParameterizedTest
  @MethodSource("settingsThatAreNone")
  void aSettingThatIsNoneIsRefusedAtOnce(String message, Consumer<Builder> setting) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> setting.accept(CloudflareClient.builder()))
        .withMessage(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:1/client/v4",
        "http://127.0.0.1:1",
        "http://127.9.9.9",
        "http://[::1]:1/client/v4/",
        "https://api.example"
      })
  void aBaseUrlOfThisMachineOrOverTlsIsTaken(String url) {
    try (CloudflareClient client = builder().baseUrl(url).build()) {
      assertThat(client.toString()).contains("API token").doesNotContain(Wire.TOKEN);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"two words", "line\nbreak", "nul\0", "ümlaut"})
  void credentialsThatNoHeaderCanHoldAreNotQuoted(String secret) {
    assertUnquoted("apiToken", secret, () -> CloudflareClient.builder().apiToken(secret));
    assertUnquoted("apiKey", secret, () -> CloudflareClient.builder().apiKey("a@b.c", secret));
    assertUnquoted("email", secret, () -> CloudflareClient.builder().apiKey(secret, "key"));
    assertUnquoted(
        "apiToken", secret, () -> CloudflareClient.fromEnv(Map.of("CLOUDFLARE_API_TOKEN", secret)));
  }

  @Test
  void aSuppliedTokenThatNoHeaderCanHoldIsNotQuoted() {
    try (Wire rotating = Wire.open(b -> b.apiToken(() -> "two words"))) {
      assertUnquoted("apiToken", "two words", () -> rotating.pcaps().list());
      assertThat(rotating.requests()).isZero();
    }
  }

  @Test
  void aSupplierWithoutATokenIsToldOf() {
    try (Wire rotating = Wire.open(b -> b.apiToken(() -> " "))) {
      assertState("the supplier of apiToken gave no token", () -> rotating.pcaps().list());
    }
  }

  private static final String NONE =
      "there are no credentials: set apiToken(..) (CLOUDFLARE_API_TOKEN), or apiKey(..)"
          + " (CLOUDFLARE_EMAIL and CLOUDFLARE_API_KEY)";
  private static final String BOTH =
      "two kinds of credentials are set: use the API token (CLOUDFLARE_API_TOKEN) or e-mail and key"
          + " (CLOUDFLARE_EMAIL, CLOUDFLARE_API_KEY), not both";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|''|''|" + NONE,
        "' '|' '|' '|" + NONE,
        "t|e@x.y|k|" + BOTH,
        "t|e@x.y|''|" + BOTH,
        "t|''|k|" + BOTH,
        "''|e@x.y|''|the API key (CLOUDFLARE_API_KEY) is missing: e-mail and key go together",
        "' '|' '|k|the e-mail (CLOUDFLARE_EMAIL) is missing: e-mail and key go together"
      })
  void credentialsInTheEnvironmentMustBeOneKindAndWhole(
      String token, String email, String key, String message) {
    Map<String, String> environment =
        Map.of("CLOUDFLARE_API_TOKEN", token, "CLOUDFLARE_EMAIL", email, "CLOUDFLARE_API_KEY", key);
    assertState(message, () -> CloudflareClient.fromEnv(environment));
  }

  @Test
  void credentialsInTheBuilderMustBeOneKindAndWhole() {
    assertState(NONE, () -> CloudflareClient.builder().build());
    assertState(NONE, () -> CloudflareClient.builder().apiToken(" ").build());
    assertState(BOTH, () -> builder().apiKey("a@b.c", "k").build());
    assertState(
        "the API key (CLOUDFLARE_API_KEY) is missing: e-mail and key go together",
        () -> CloudflareClient.builder().apiKey("a@b.c", "").build());
    assertState(
        "apiToken is set twice: as a token and as a supplier of tokens",
        () -> builder().apiToken(() -> "t").build());
  }

  @Test
  void anEnvironmentOfOneKindIsTaken() {
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
  void aClientWithoutAnAccountSaysSoWhenItIsNeeded() {
    String message =
        "the client has no account: set accountId(..), or CLOUDFLARE_ACCOUNT_ID for fromEnv(), or"
            + " name one in pcaps(accountId) and ownership(accountId)";
    try (CloudflareClient client =
        CloudflareClient.fromEnv(
            Map.of("CLOUDFLARE_API_TOKEN", "t", "CLOUDFLARE_ACCOUNT_ID", " "))) {
      assertState(message, client::pcaps);
      assertState(message, client::ownership);
      assertThat(client.pcaps("other")).isNotNull();
    }
  }

  @Test
  void whatADerivedClientSharesCannotBeSetOnIt() {
    Builder derived = wire.client().toBuilder();
    assertState(
        "connectTimeout is not for a derived client: it has the connections of its parent",
        () -> derived.connectTimeout(Duration.ofSeconds(1)));
    assertState(
        "httpClient is not for a derived client: it has the connections of its parent",
        () -> derived.httpClient(new OkHttpClient()));
    assertState(
        "baseUrl is not for a derived client: it has the connections of its parent, to "
            + wire.baseUrl(),
        () -> derived.baseUrl("https://api.example"));
  }

  @Test
  void anyDurationAboveZeroIsATimeout() {
    Duration forever = ChronoUnit.FOREVER.getDuration();
    builder().timeout(forever).readTimeout(forever).connectTimeout(forever).build().close();
  }

  @Test
  void aBorrowedClientHasItsOwnConnectTimeout() {
    String message = "connectTimeout and httpClient do not go together: set it on the OkHttpClient";
    OkHttpClient borrowed = new OkHttpClient();
    assertState(
        message, () -> builder().httpClient(borrowed).connectTimeout(Duration.ofSeconds(1)));
    assertState(
        message, () -> builder().connectTimeout(Duration.ofSeconds(1)).httpClient(borrowed));
  }

  private static Builder builder() {
    return CloudflareClient.builder().apiToken(Wire.TOKEN);
  }

  private static void assertState(String message, ThrowingCallable code) {
    assertThatIllegalStateException().isThrownBy(code).withMessage(message);
  }

  private static void assertNull(String name, ThrowingCallable code) {
    assertThatNullPointerException().isThrownBy(code).withMessage(name);
  }

  private static void assertUnquoted(String name, String secret, ThrowingCallable code) {
    assertThatIllegalArgumentException()
        .isThrownBy(code)
        .withMessage(
            name
                + " must be visible ASCII characters only: it holds a space, a control character or"
                + " a letter beyond ASCII (not shown: it is a secret)")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain(secret));
  }

  /** A null where none may be. */
  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
  private static <T> T nothing() {
    return null;
  }
}
