package io.github.cloudflarepcaps.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cloudflarepcaps.model.Destination;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A valid request for a capture.
 *
 * @param filter as responses show it
 * @param timeLimit in seconds
 * @param full null for a simple capture
 */
record CaptureRequest(
    ObjectNode filter,
    Match match,
    int timeLimit,
    @Nullable Integer packetLimit,
    @Nullable Instant offsetTime,
    @Nullable Full full) {

  /** What only a full capture has. */
  record Full(String coloName, Destination bucket, @Nullable Long byteLimit) {}
}
