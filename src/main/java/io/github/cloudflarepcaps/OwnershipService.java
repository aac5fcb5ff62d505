package io.github.cloudflarepcaps;

import io.github.cloudflarepcaps.model.Destination;
import io.github.cloudflarepcaps.model.Ownership;
import java.util.List;

/**
 * The buckets of one account that full captures can be written to. Cloudflare requires proof that
 * you own a bucket: it writes a challenge into the bucket, and you send back the contents. {@link
 * #claim} does all of it. Thread-safe.
 *
 * <p>Every method blocks until it is done, and throws a {@link CloudflareException} whose subtype
 * indicates how to recover. An invalid argument is an {@link IllegalArgumentException}, thrown
 * before anything is sent.
 *
 * <p>Not for users to implement: methods may be added. To test code that uses it, run it against
 * {@code FakeCloudflare}.
 */
public interface OwnershipService {

  /** Lists the account's buckets, in the API's order. */
  List<Ownership> list();

  /**
   * Adds a bucket. Cloudflare then writes the challenge into it, as the file {@link
   * Ownership#filename()}. Sent at most once: retried only if nothing was sent, or after 429.
   *
   * @throws OutcomeUnknownException if it was sent and the response was lost: check {@link #list()}
   *     before retrying
   */
  Ownership add(Destination bucket);

  /**
   * Removes a bucket from the list.
   *
   * @param ownershipId 32 characters
   * @throws NotFoundException if there is no such entry
   */
  void delete(String ownershipId);

  /**
   * Sends the challenge as proof. The bucket's URI is sent without its keys, as Cloudflare
   * requires. The check takes up to ten minutes: see {@link #await}. Sent at most once: retried
   * only if nothing was sent, or after 429.
   *
   * @param challenge the contents of the challenge file (Cloudflare's reference shows the file's
   *     name, but its how-to requires the contents)
   * @throws OutcomeUnknownException if it was sent and the response was lost: check {@link #list()}
   *     before retrying
   */
  Ownership validate(Destination bucket, String challenge);

  /**
   * Waits until a bucket's check is done, which takes up to ten minutes, at the pace that {@link
   * PcapService#await(String, WaitOptions)} describes. The API has no call for one bucket, so each
   * poll is a {@link #list()}.
   *
   * @return the entry, validated
   * @throws OwnershipFailedException if the check failed, or the bucket is no longer listed
   * @throws WaitTimeoutException with the last state, if it takes longer than the options allow
   */
  Ownership await(String ownershipId, WaitOptions options);

  /**
   * Proves that you own a bucket, in one call: adds it, reads the challenge from it, validates it
   * and awaits the check. Safe to call more than once: a validated bucket is returned as it is, a
   * pending one is resumed, a failed one is deleted and added again.
   *
   * @param bucket with its keys, if it is an R2 bucket
   * @param reader reads the challenge file from the bucket, with your own storage client; it should
   *     wait for a file that does not exist yet
   * @param options how long the check may take
   * @throws OwnershipFailedException if the check failed or the reader threw
   */
  Ownership claim(Destination bucket, ChallengeReader reader, WaitOptions options);
}
