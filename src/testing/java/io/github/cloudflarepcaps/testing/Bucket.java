package io.github.cloudflarepcaps.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cloudflarepcaps.model.Destination;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One bucket and the state of its ownership check. It is pending until a validate call and during
 * the first poll by list after that, then success or failed. One second of the clock after the
 * validate call, the first poll already finds the result.
 */
final class Bucket {
  private static final Duration CHECK_TIME = Duration.ofSeconds(1);

  private final String id;
  private final Destination destination;
  private final Instant submitted;
  private Status status = Status.PENDING;
  private @Nullable String received;
  private @Nullable Instant receivedAt;
  private @Nullable Instant validated;
  private boolean polled;

  Bucket(String id, Destination destination, Instant submitted) {
    this.id = id;
    this.destination = destination;
    this.submitted = submitted;
  }

  private enum Status {
    PENDING,
    SUCCESS,
    FAILED
  }

  String id() {
    return id;
  }

  Destination destination() {
    return destination;
  }

  String filename() {
    return "ownership-challenge-" + id.substring(0, 12) + ".txt";
  }

  /** The contents of the challenge file, which differ from its name. */
  String challenge() {
    return "challenge-of-the-fake-" + new StringBuilder(id).reverse();
  }

  boolean isFor(Destination other) {
    return destination.withoutSecrets().equals(other.withoutSecrets());
  }

  boolean isValidated() {
    return status == Status.SUCCESS;
  }

  boolean isFailed() {
    return status == Status.FAILED;
  }

  /** Starts the check of a challenge; does nothing to a bucket that is already validated. */
  void validate(String challenge, Instant now) {
    if (status == Status.SUCCESS) {
      return;
    }
    status = Status.PENDING;
    received = challenge.strip();
    receivedAt = now;
    polled = false;
  }

  void poll(Instant now) {
    if (status != Status.PENDING || receivedAt == null) {
      return;
    }
    if (!polled && now.isBefore(receivedAt.plus(CHECK_TIME))) {
      polled = true;
      return;
    }
    status = challenge().equals(received) ? Status.SUCCESS : Status.FAILED;
    validated = isValidated() ? now : null;
  }

  ObjectNode json() {
    ObjectNode json = Envelopes.object();
    json.put("id", id);
    json.put("status", status.name().toLowerCase(Locale.ROOT));
    json.put("submitted", Timestamps.write(submitted));
    json.put("validated", Timestamps.write(validated));
    json.put("destination_conf", destination.withoutSecrets().uri());
    json.put("filename", filename());
    return json;
  }
}
