package io.github.cloudflarepcaps.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The progress of the proof that a bucket is yours. */
public enum OwnershipStatus {
  /** The challenge is in the bucket, or is being checked, which can take ten minutes. */
  @JsonProperty("pending")
  PENDING,
  /** The bucket is yours and can take full captures. */
  @JsonProperty("success")
  SUCCESS,
  /** The check failed: delete the bucket's entry and add the bucket again. */
  @JsonProperty("failed")
  FAILED,
  /**
   * Missing, or a status that this version does not know, whose text is then under {@code status}
   * in {@link Ownership#additionalFields()}. Not final.
   */
  @JsonProperty("unrecognized")
  UNRECOGNIZED
}
