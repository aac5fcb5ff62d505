package io.github.cloudflarepcaps.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cloudflarepcaps.model.Destination;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One bucket on its way to being validated: pending until a validate call, still pending at the
 * first look by list after it, then success or failed. After a second of the clock it takes no
 * look.
 */
final class Bucket {
  private static final Duration SOON = Duration.ofSeconds(1);

  private final String id;
  private final Destination destination;
  private final Instant submitted;
  private Status status = Status.PENDING;
  private @Nullable String answer;
  private @Nullable Instant answered;
  private @Nullable Instant validated;
  private boolean seen;

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

  /** Starts the check of what was read from the challenge file. */
  void validate(String challenge, Instant now) {
    if (status == Status.SUCCESS) {
      return;
    }
    status = Status.PENDING;
    answer = challenge.strip();
    answered = now;
    seen = false;
  }

  void look(Instant now) {
    if (status != Status.PENDING || answered == null) {
      return;
    }
    if (!seen && now.isBefore(answered.plus(SOON))) {
      seen = true;
      return;
    }
    status = challenge().equals(answer) ? Status.SUCCESS : Status.FAILED;
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
