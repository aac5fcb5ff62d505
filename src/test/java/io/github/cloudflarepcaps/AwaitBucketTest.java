package io.github.cloudflarepcaps;

import static io.github.cloudflarepcaps.Failing.failsWith;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudflarepcaps.model.Ownership;
import io.github.cloudflarepcaps.model.OwnershipStatus;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A wait for a bucket polls the list of buckets, the only call that has its state. */
class AwaitBucketTest {
  private static final WaitOptions LONG = WaitOptions.upTo(Duration.ofMinutes(10));

  private final TestTime time = TestTime.start();
  @AutoClose private final Wire wire = Wire.at(time, b -> b.retryPolicy(RetryPolicy.none()));

  @Test
  void validatedBucketEndsTheWait() {
    bucketIs("pending").bucketIs("archived").bucketIs("success");
    assertThat(await(LONG).status()).isEqualTo(OwnershipStatus.SUCCESS);
    assertThat(time.pauses()).containsExactly(Duration.ofSeconds(1), Duration.ofMillis(1500));
    wire.sent().is("GET", Wire.ACCOUNT_PATH + "/pcaps/ownership");
  }

  @Test
  void failedCheckEndsTheWait() {
    bucketIs("pending").bucketIs("failed");
    OwnershipFailedException e = failsWith(OwnershipFailedException.class, () -> await(LONG));
    assertThat(e).hasMessage("the check of bucket " + Given.ID + " failed");
    assertThat(e.ownership())
        .isNotNull()
        .extracting(Ownership::status)
        .isEqualTo(OwnershipStatus.FAILED);
  }

  @Test
  void bucketThatIsNoLongerListedEndsTheWaitWithItsLastState() {
    bucketIs("pending");
    wire.enqueue(200, Fixture.result("[]"));
    OwnershipFailedException e = failsWith(OwnershipFailedException.class, () -> await(LONG));
    assertThat(e).hasMessage("bucket " + Given.ID + " is no longer listed");
    assertThat(e.ownership())
        .isNotNull()
        .extracting(Ownership::status)
        .isEqualTo(OwnershipStatus.PENDING);
  }

  @Test
  void failedListDoesNotEndTheWait() {
    bucketIs("pending");
    wire.enqueue(502, "");
    bucketIs("success");
    assertThat(await(LONG).status()).isEqualTo(OwnershipStatus.SUCCESS);
  }

  @Test
  void timeoutCarriesTheLastState() {
    bucketIs("pending").bucketIs("pending");
    WaitTimeoutException e =
        failsWith(WaitTimeoutException.class, () -> await(WaitOptions.upTo(Duration.ofSeconds(2))));
    assertThat(e.ownership()).isNotNull();
    assertThat(e.pcap()).isNull();
    assertThat(e.pcapId()).isNull();
  }

  private Ownership await(WaitOptions options) {
    return wire.ownership().await(Given.ID, options);
  }

  private AwaitBucketTest bucketIs(String status) {
    wire.enqueue(200, Fixture.result("[" + Fixture.bucket("'status':'" + status + "'") + "]"));
    return this;
  }
}
