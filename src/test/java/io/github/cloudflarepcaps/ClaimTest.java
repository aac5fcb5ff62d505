package io.github.cloudflarepcaps;

import static io.github.cloudflarepcaps.Failing.failsWith;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.cloudflarepcaps.model.Destination;
import io.github.cloudflarepcaps.model.Ownership;
import io.github.cloudflarepcaps.model.OwnershipStatus;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A claim proves that we own a bucket, whatever the state of its entry. */
class ClaimTest {
  private static final String OWNERSHIP = Wire.ACCOUNT_PATH + "/pcaps/ownership";
  private static final Destination BUCKET = Destination.r2("captures", "a1", "k1", "s1");
  private static final WaitOptions TEN_MINUTES = WaitOptions.upTo(Duration.ofMinutes(10));

  private final TestTime time = TestTime.start();
  @AutoClose private final Wire wire = Wire.at(time, b -> b.retryPolicy(RetryPolicy.none()));

  @Test
  void newBucketIsAddedValidatedAndAwaited() throws JsonProcessingException {
    listIs("").entryIs("pending").entryIs("pending");
    listIs(entry("pending")).listIs(entry("success"));
    Ownership claimed = claim(pending -> "what " + pending.filename() + " says");
    assertThat(claimed.status()).isEqualTo(OwnershipStatus.SUCCESS);
    wire.sent().is("GET", OWNERSHIP);
    wire.sent().is("POST", OWNERSHIP).hasBody("{\"destination_conf\":\"" + BUCKET.uri() + "\"}");
    wire.sent()
        .is("POST", OWNERSHIP + "/validate")
        .hasBody(
            "{\"destination_conf\":\"r2://captures?account-id=a1\","
                + "\"ownership_challenge\":\"what challenge.txt says\"}");
    assertThat(wire.requests()).isEqualTo(5);
    assertThat(time.pauses()).containsExactly(Duration.ofSeconds(1));
  }

  @Test
  void validatedBucketIsReturnedAsItIs() {
    listIs(entry("success"));
    assertThat(claim(pending -> "never read").id()).isEqualTo(Given.ID);
    assertThat(wire.requests()).isEqualTo(1);
  }

  @Test
  void pendingBucketIsResumed() {
    listIs(entry("pending")).entryIs("success");
    claim(pending -> "challenge");
    wire.sent().is("GET", OWNERSHIP);
    wire.sent().is("POST", OWNERSHIP + "/validate");
    assertThat(wire.requests()).isEqualTo(2);
  }

  @Test
  void failedBucketIsDeletedAndAddedAgain() {
    listIs(entry("failed"));
    wire.enqueue(204, "");
    entryIs("pending").entryIs("success");
    claim(pending -> "challenge");
    wire.sent().is("GET", OWNERSHIP);
    wire.sent().is("DELETE", OWNERSHIP + "/" + Given.ID);
    wire.sent().is("POST", OWNERSHIP);
    wire.sent().is("POST", OWNERSHIP + "/validate");
  }

  @Test
  void validatedEntryIsPreferredToAFailedOne() {
    listIs(entry("failed") + "," + entry("success"));
    assertThat(claim(pending -> "never read").status()).isEqualTo(OwnershipStatus.SUCCESS);
  }

  @Test
  void entryOfAnotherBucketIsNotUsed() {
    listIs(entry(Given.ID, "other", "success")).entryIs("pending").entryIs("success");
    claim(pending -> "challenge");
    assertThat(wire.requests()).isEqualTo(3);
  }

  @Test
  void exceptionOfTheReaderIsTheCause() {
    listIs(entry("pending"));
    IOException thrown = new IOException("no such key");
    OwnershipFailedException e =
        claimFails(
            pending -> {
              throw thrown;
            });
    assertThat(e).hasCause(thrown);
    assertThat(e)
        .hasMessage(
            "the challenge challenge.txt of bucket"
                + " r2://captures?account-id=a1&access-key-id=***&secret-access-key=*** could not"
                + " be read: the reader threw IOException. Its entry "
                + Given.ID
                + " stays; claim it again to continue");
    assertThat(e.ownership()).isNotNull().extracting(Ownership::id).isEqualTo(Given.ID);
    assertThat(wire.requests()).isEqualTo(1);
  }

  @Test
  void uncheckedExceptionOfTheReaderIsTheCauseToo() {
    listIs(entry("pending"));
    RuntimeException thrown = new IllegalStateException("closed");
    assertThat(
            claimFails(
                pending -> {
                  throw thrown;
                }))
        .hasCause(thrown);
  }

  @Test
  void interruptOfTheReaderSetsTheFlag() {
    listIs(entry("pending"));
    OwnershipFailedException e =
        claimFails(
            pending -> {
              throw new InterruptedException();
            });
    assertThat(Thread.interrupted()).isTrue();
    assertThat(e).hasCauseInstanceOf(InterruptedException.class);
  }

  @Test
  void keysInTheReadersExceptionAreRedacted() {
    listIs(entry("pending"));
    OwnershipFailedException e =
        claimFails(
            pending -> {
              throw new IOException("denied to k1 with s1 for " + BUCKET.uri());
            });
    assertThat(e.getCause())
        .hasMessage(
            "java.io.IOException: denied to *** with *** for"
                + " r2://captures?account-id=a1&access-key-id=***&secret-access-key=***");
  }

  @Test
  void blankChallengeIsRejected() {
    listIs(entry("pending"));
    assertThat(claimFails(pending -> " "))
        .hasMessageContaining("could not be read: the reader returned null or blank text.")
        .hasNoCause();
  }

  @Test
  void failedCheckNamesItsStep() {
    listIs(entry("pending")).entryIs("pending").listIs(entry("failed"));
    OwnershipFailedException e = claimFails(pending -> "challenge");
    assertThat(e)
        .hasMessage(
            "claim of r2://captures?account-id=a1&access-key-id=***&secret-access-key=***, await"
                + " entry "
                + Given.ID
                + ": the check of bucket "
                + Given.ID
                + " failed");
  }

  @Test
  void bucketDeletedDuringTheWaitEndsTheClaim() {
    listIs(entry("pending")).entryIs("pending").listIs("");
    assertThat(claimFails(pending -> "challenge"))
        .hasMessageEndingWith("bucket " + Given.ID + " is no longer listed");
  }

  @Test
  void rejectedAddNamesItsStep() {
    listIs("");
    wire.enqueue(403, Fixture.refusal(10000, "Authentication error"));
    assertThat(failsWith(AuthenticationException.class, () -> claim(pending -> "challenge")))
        .hasMessageStartingWith(
            "claim of r2://captures?account-id=a1&access-key-id=***&secret-access-key=***, add:"
                + " POST /accounts/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"failed", "pending"})
  void unusableIdIsAnUnexpectedResponse(String status) {
    String id = "6d1f0aac-13cd-40e3-900d-29f5dd0e8a2b";
    listIs(entry(id, "captures", status)).entryIs("pending");
    assertThat(failsWith(UnexpectedResponseException.class, () -> claim(pending -> "challenge")))
        .hasMessageEndingWith("the server returned an unusable id for the bucket's entry: " + id);
  }

  private Ownership claim(ChallengeReader reader) {
    return wire.ownership().claim(BUCKET, reader, TEN_MINUTES);
  }

  private OwnershipFailedException claimFails(ChallengeReader reader) {
    return failsWith(OwnershipFailedException.class, () -> claim(reader));
  }

  private ClaimTest listIs(String entries) {
    wire.enqueue(200, Fixture.result("[" + entries + "]"));
    return this;
  }

  private ClaimTest entryIs(String status) {
    wire.enqueue(200, Fixture.result(entry(status)));
    return this;
  }

  private static String entry(String status) {
    return entry(Given.ID, "captures", status);
  }

  private static String entry(String id, String bucket, String status) {
    return Fixture.quoted(
        "{'id':'%s','filename':'challenge.txt','status':'%s',".formatted(id, status)
            + "'destination_conf':'r2://%s?account-id=a1'}".formatted(bucket));
  }
}
