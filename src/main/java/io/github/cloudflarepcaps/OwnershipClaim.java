package io.github.cloudflarepcaps;

import io.github.cloudflarepcaps.internal.text.Printable;
import io.github.cloudflarepcaps.model.Destination;
import io.github.cloudflarepcaps.model.Ownership;
import io.github.cloudflarepcaps.model.OwnershipStatus;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Proves that a bucket is ours, whatever was done for it before. */
final class OwnershipClaim {
  private static final List<OwnershipStatus> BEST_FIRST =
      List.of(
          OwnershipStatus.SUCCESS,
          OwnershipStatus.PENDING,
          OwnershipStatus.UNRECOGNIZED,
          OwnershipStatus.FAILED);

  private final OwnershipService ownerships;
  private final Destination bucket;
  private final ChallengeReader reader;
  private final WaitOptions options;

  OwnershipClaim(
      OwnershipService ownerships,
      Destination bucket,
      ChallengeReader reader,
      WaitOptions options) {
    this.ownerships = ownerships;
    this.bucket = Objects.requireNonNull(bucket, "bucket");
    this.reader = Objects.requireNonNull(reader, "reader");
    this.options = Objects.requireNonNull(options, "options");
  }

  Ownership run() {
    Ownership entry = entry();
    if (entry.status() == OwnershipStatus.SUCCESS) {
      return entry;
    }
    String challenge = challenge(entry);
    String step = " entry " + entry.id();
    Ownership sent = step("validate" + step, () -> ownerships.validate(bucket, challenge));
    return sent.status() == OwnershipStatus.SUCCESS
        ? sent
        : step("await" + step, () -> ownerships.await(usableId(entry), options));
  }

  /** The bucket's entry: the one that is listed, or a new one if there is none or it failed. */
  private Ownership entry() {
    Ownership listed = step("list", this::listed);
    if (listed != null && listed.status() != OwnershipStatus.FAILED) {
      return listed;
    }
    if (listed != null) {
      String failed = usableId(listed);
      step("delete the failed entry " + failed, () -> delete(failed));
    }
    return step("add", () -> ownerships.add(bucket));
  }

  private @Nullable Ownership listed() {
    Destination wanted = bucket.withoutSecrets(); // other keys do not make it another bucket
    return ownerships.list().stream()
        .filter(o -> o.destination() != null && wanted.equals(o.destination().withoutSecrets()))
        .min(Comparator.comparing(o -> BEST_FIRST.indexOf(o.status())))
        .orElse(null);
  }

  private static String usableId(Ownership entry) {
    if (!PathSegment.isValid(entry.id())) {
      throw new UnexpectedResponseException(
          "the server returned an unusable id for the bucket's entry: " + Printable.of(entry.id()),
          CallContext.none());
    }
    return entry.id();
  }

  private @Nullable Void delete(String id) {
    ownerships.delete(id);
    return null;
  }

  private String challenge(Ownership pending) {
    String challenge;
    try {
      challenge = reader.read(pending);
    } catch (Exception e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      throw unread(
          pending,
          "the reader threw " + e.getClass().getSimpleName(),
          Redactor.of(bucket).clean(e)); // a storage client may quote the keys
    }
    if (challenge == null || challenge.isBlank()) {
      throw unread(pending, "the reader returned null or blank text", null);
    }
    return challenge;
  }

  private OwnershipFailedException unread(
      Ownership pending, String why, @Nullable Exception cause) {
    return new OwnershipFailedException(
        "the challenge "
            + pending.filename()
            + " of bucket "
            + bucket
            + " could not be read: "
            + why
            + ". Its entry "
            + pending.id()
            + " stays; claim it again to continue",
        cause,
        pending);
  }

  private <T extends @Nullable Object> T step(String name, Supplier<T> work) {
    try {
      return work.get();
    } catch (CloudflareException e) {
      throw e.during("claim of " + bucket + ", " + name, null);
    }
  }
}
