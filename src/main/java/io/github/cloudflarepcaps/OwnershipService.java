package io.github.cloudflarepcaps;

import io.github.cloudflarepcaps.model.Destination;
import io.github.cloudflarepcaps.model.Ownership;
import java.util.List;

/**
 * The buckets of one account that full captures can go to. Cloudflare wants proof that a bucket is
 * yours: it writes a challenge into the bucket, and you send back what it says. {@link #claim} does
 * all of it. Thread-safe.
 *
 * <p>Every method blocks until it is done, and throws a {@link CloudflareException} that says who
 * must do what; bad arguments are an {@link IllegalArgumentException} before anything is sent.
 *
 * <p>Not for users to implement: methods may be added. To test code that uses it, let it talk to
 * {@code FakeCloudflare}.
 */
public interface OwnershipService {

  /** The account's buckets in the API's order. */
  List<Ownership> list();

  /**
   * Adds a bucket. Cloudflare then writes the challenge into it, as the file {@link
   * Ownership#filename()}. Done at most once: sent again only if nothing was sent, or after 429.
   *
   * @throws OutcomeUnknownException if it was sent and its answer was lost: look at {@link #list()}
   */
  Ownership add(Destination bucket);

  /**
   * Takes a bucket off the list.
   *
   * @param ownershipId 32 characters
   * @throws NotFoundException if there is none
   */
  void delete(String ownershipId);

  /**
   * Sends the proof. The bucket's keys, if any, are left out, as Cloudflare wants it. The check
   * takes up to ten minutes: see {@link #await}. Done at most once: sent again only if nothing was
   * sent, or after 429.
   *
   * @param challenge the contents of the challenge's file (Cloudflare's reference shows the file's
   *     name, its how-to asks for the contents)
   * @throws OutcomeUnknownException if it was sent and its answer was lost: look at {@link #list()}
   */
  Ownership validate(Destination bucket, String challenge);

  /**
   * Waits until a bucket's check is done, which takes up to ten minutes, paced as {@link
   * PcapService#await(String, WaitOptions)}. The API has no call for one bucket: each look is a
   * {@link #list()}.
   *
   * @return the entry, validated
   * @throws OwnershipFailedException if the check failed, or the bucket is no longer listed
   * @throws WaitTimeoutException with the last state, if the time is over
   */
  Ownership await(String ownershipId, WaitOptions options);

  /**
   * The whole job: adds the bucket, reads the challenge from it, validates, and waits. It can be
   * called again at any time: a bucket that is validated is returned as it is, a pending one is
   * taken up where it stands, a failed one is deleted and added anew.
   *
   * @param bucket with the keys, if it is one of R2
   * @param reader reads the challenge's file from the bucket, with your own storage client; while
   *     it throws because the file is not there yet, wait in it and try again
   * @param options how long the check may take; Cloudflare's takes up to ten minutes
   * @throws OwnershipFailedException if the check failed or the reader threw
   */
  Ownership claim(Destination bucket, ChallengeReader reader, WaitOptions options);
}
