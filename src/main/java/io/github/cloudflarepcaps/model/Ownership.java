package io.github.cloudflarepcaps.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A bucket for full captures, and how far the proof that it is yours has come: Cloudflare writes a
 * challenge into the bucket, and you send back what it says. Building one by its constructor is
 * outside the compatibility promise.
 *
 * @param id what the other calls name the entry by, 32 characters
 * @param destination the bucket; null also if it could not be read, with its masked text then under
 *     {@code destination_conf} in {@code additionalFields}
 * @param filename the name of the challenge's file in the bucket
 * @param status how far the proof has come
 * @param submitted when the bucket was added
 * @param validated when the proof was accepted; null before
 * @param additionalFields every field that this version does not know, and the raw value of each
 *     that it could not read, by the API's names; secrets of a bucket are masked; unmodifiable
 */
public record Ownership(
    @JsonProperty("id") String id,
    @JsonProperty("destination_conf") @Nullable Destination destination,
    @JsonProperty("filename") @Nullable String filename,
    @JsonProperty("status") OwnershipStatus status,
    @JsonProperty("submitted") @Nullable Instant submitted,
    @JsonProperty("validated") @Nullable Instant validated,
    @JsonProperty("additional_fields") Map<String, Object> additionalFields)
    implements Serializable {

  /** Copies {@code additionalFields}. */
  public Ownership {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(status, "status");
    additionalFields = Require.copy(additionalFields);
  }
}
