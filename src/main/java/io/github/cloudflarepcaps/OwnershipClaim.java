package io.github.cloudflarepcaps;

import io.github.cloudflarepcaps.internal.text.Printable;
import io.github.cloudflarepcaps.model.Destination;
import io.github.cloudflarepcaps.model.Ownership;
import io.github.cloudflarepcaps.model.OwnershipStatus;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes a bucket ours, from wherever it stands. */
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
    Ownership entry = step("list", this::listed).orElse(null);
    if (entry != null && entry.status() == OwnershipStatus.FAILED) {
      String failed = usableId(entry);
      step("delete the failed entry " + failed, () -> deleted(failed));
      entry = null;
    }
    Ownership pending = entry == null ? step("add", () -> ownerships.add(bucket)) : entry;
    if (pending.status() == OwnershipStatus.SUCCESS) {
      return pending;
    }
    String challenge = challenge(pending);
    String name = " entry " + pending.id();
    Ownership sent = step("validate" + name, () -> ownerships.validate(bucket, challenge));
    return sent.status() == OwnershipStatus.SUCCESS
        ? sent
        : step("await" + name, () -> ownerships.await(usableId(pending), options));
  }

  private static String usableId(Ownership entry) {
    if (!PathSegment.isValid(entry.id())) {
      throw new UnexpectedResponseException(
          "the id of the bucket's entry cannot be asked for: " + Printable.of(entry.id()),
          CallContext.none());
    }
    return entry.id();
  }

  /** The bucket's entry that is nearest to its goal; keys do not matter. */
  private Optional<Ownership> listed() {
    Destination wanted = bucket.withoutSecrets();
    return ownerships.list().stream()
        .filter(o -> o.destination() != null && wanted.equals(o.destination().withoutSecrets()))
        .min(Comparator.comparing(o -> BEST_FIRST.indexOf(o.status())));
  }

  private boolean deleted(String id) {
    ownerships.delete(id);
    return true;
  }

  private String challenge(Ownership pending) {
    try {
      String challenge = reader.read(pending);
      if (challenge != null && !challenge.isBlank()) {
        return challenge;
      }
    } catch (Exception e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      throw unread(
          pending,
          "the reader threw " + e.getClass().getSimpleName(),
          Redactor.of(bucket).clean(e));
    }
    throw unread(pending, "the reader gave nothing", null);
  }

  private OwnershipFailedException unread(
      Ownership pending, String why, @org.jspecify.annotations.Nullable Exception cause) {
    return new OwnershipFailedException(
        "the challenge "
            + pending.filename()
            + " of bucket "
            + bucket
            + " could not be read: "
            + why
            + ". Its entry is "
            + pending.id()
            + "; claim it again to go on",
        cause,
        pending);
  }

  private <T> T step(String name, Supplier<T> work) {
    try {
      return work.get();
    } catch (CloudflareException e) {
      throw e.during("claim of " + bucket + ", " + name, null);
    }
  }
}
