package io.github.cloudflarepcaps.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How far the proof that a bucket is yours has come. */
public enum OwnershipStatus {
  /** The challenge is in the bucket, or the check of its answer goes on (up to ten minutes). */
  @JsonProperty("pending")
  PENDING,
  /** The bucket is yours and can take full captures. */
  @JsonProperty("success")
  SUCCESS,
  /** The check has failed: delete the bucket's entry and add it again. */
  @JsonProperty("failed")
  FAILED,
  /**
   * None was given, or one that this version does not know; its text is then under {@code status}
   * in {@link Ownership#additionalFields()}. Taken as not final.
   */
  @JsonProperty("unrecognized")
  UNRECOGNIZED
}
