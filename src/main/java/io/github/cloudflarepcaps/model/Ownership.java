package io.github.cloudflarepcaps.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A bucket for full captures, and the progress of the proof that it is yours: Cloudflare writes a
 * challenge into the bucket, and you send its contents back. A response record: building one by its
 * constructor is outside the compatibility promise.
 *
 * @param id identifies the entry in other calls; 32 characters
 * @param destination the bucket; null also if it could not be read, and its masked text is then
 *     under {@code destination_conf} in {@code additionalFields}
 * @param filename the name of the challenge's file in the destination's directory
 * @param status the progress of the proof
 * @param submitted when the bucket was added
 * @param validated when the proof was accepted; null before
 * @param additionalFields every field that this version does not know, and the raw value of each
 *     that it could not read, by the API's names; the keys of a bucket are masked; unmodifiable
 */
public record Ownership(
    @JsonProperty("id") String id,
    @JsonProperty("destination_conf") @Nullable Destination destination,
    @JsonProperty("filename") String filename,
    @JsonProperty("status") OwnershipStatus status,
    @JsonProperty("submitted") @Nullable Instant submitted,
    @JsonProperty("validated") @Nullable Instant validated,
    @JsonProperty("additional_fields") Map<String, Object> additionalFields)
    implements Serializable {

  /** Copies {@code additionalFields}. */
  public Ownership {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(filename, "filename");
    Objects.requireNonNull(status, "status");
    additionalFields = Require.copy(additionalFields);
  }

  /** The components that are set. */
  @Override
  public String toString() {
    return new Components("Ownership")
        .with("id", id)
        .with("destination", destination)
        .with("filename", filename)
        .with("status", status)
        .with("submitted", submitted)
        .with("validated", validated)
        .with("additionalFields", additionalFields)
        .toString();
  }
}
