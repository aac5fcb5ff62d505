package io.github.cloudflarepcaps;

import io.github.cloudflarepcaps.model.Ownership;

/** Reads the challenge that Cloudflare has written to a bucket, with your own storage client. */
@FunctionalInterface
public interface ChallengeReader {

  /**
   * Reads the file {@link Ownership#filename()} in the destination's directory: for {@code
   * my-captures/edge}, the key {@code edge/ownership-challenge-….txt}.
   *
   * @return its contents (Cloudflare's reference shows the file's name as the challenge, but its
   *     how-to requires the contents)
   * @throws Exception if the file cannot be read; it becomes the cause of an {@link
   *     OwnershipFailedException}
   */
  String read(Ownership pending) throws Exception;
}
