package io.github.cloudflarepcaps;

import io.github.cloudflarepcaps.model.Ownership;

/** Reads the challenge that Cloudflare has written into a bucket. */
@FunctionalInterface
public interface ChallengeReader {

  /**
   * The contents of the file {@link Ownership#filename()} in the bucket. (Cloudflare's reference
   * shows the file's name as the challenge, its how-to asks for the contents: send the contents.)
   *
   * @throws Exception if it cannot be read; it becomes the cause of an {@link
   *     OwnershipFailedException}
   */
  String read(Ownership pending) throws Exception;
}
