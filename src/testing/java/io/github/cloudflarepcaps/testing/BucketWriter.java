package io.github.cloudflarepcaps.testing;

import io.github.cloudflarepcaps.model.Destination;
import java.io.IOException;

/**
 * Stores what Cloudflare would write to a bucket: the challenge of a bucket that was just added,
 * and the parts of a full capture that has ended. A test implements it over a directory, a map or
 * an S3 server; without one {@link FakeCloudflare} keeps the files in memory.
 */
@FunctionalInterface
public interface BucketWriter {
  /**
   * Stores one file. The fake calls it with one file at a time, while the HTTP call that caused it
   * waits for its response; it must not call the fake.
   *
   * @param bucket the bucket and the directory in it as requested, including the keys of an R2
   *     bucket
   * @param name the file's name in that directory: {@code ownership-challenge-….txt}, {@code
   *     pcap_….pcap} or {@code pcap_….pcap.gz}
   * @param content the complete file
   * @throws IOException if it cannot be stored: the bucket is then not added, or the full capture
   *     fails, as with a bucket that Cloudflare may not write to
   */
  void put(Destination bucket, String name, byte[] content) throws IOException;
}
