package io.github.cloudflarepcaps.testing;

import io.github.cloudflarepcaps.model.Destination;
import java.io.IOException;

/**
 * Where {@link FakeCloudflare} writes what Cloudflare would write to a bucket: the challenge of a
 * bucket just added, and the files of a full capture that has ended. A test hands in one that puts
 * them into a folder, a map or an S3 server of its own.
 */
@FunctionalInterface
public interface BucketWriter {
  /**
   * Stores one file. The fake calls it for one file at a time, while the call that caused it waits
   * for its answer; it must not call the fake.
   *
   * @param bucket the bucket and the directory in it, as the request named them, with the keys of
   *     an R2 bucket
   * @param name the file's name in that directory: {@code ownership-challenge-….txt} or {@code
   *     pcap_….pcap}
   * @param content the whole file
   * @throws IOException if it cannot be stored: the bucket is then not added, or the full capture
   *     fails, as with a bucket that Cloudflare may not write to
   */
  void put(Destination bucket, String name, byte[] content) throws IOException;
}
