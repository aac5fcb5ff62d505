package io.github.cloudflarepcaps;

import java.io.InputStream;
import java.util.List;

/**
 * Reads the bucket that a full capture was written to, with your own storage client. Names are the
 * keys of objects, without the bucket's name: {@code edge/pcap_6d1f….pcap}.
 *
 * <p>Several threads call it at once. What it throws becomes the cause of a {@link
 * BucketException}; an object whose stream breaks is opened a second time first. When the call is
 * interrupted or the client closed, the threads that are inside are interrupted and the streams
 * closed.
 */
public interface BucketReader {

  /**
   * The names of all objects that begin with a prefix, on every page of the listing.
   *
   * @param prefix a directory with its slash ({@code edge/}), or empty for the complete bucket
   */
  List<String> list(String prefix) throws Exception;

  /**
   * Opens an object.
   *
   * @param name one of the names listed
   * @return its bytes as they are stored; closed by the caller
   */
  InputStream open(String name) throws Exception;

  /**
   * The size of an object in bytes, which is checked against what {@link #open} delivers and gives
   * a {@link ProgressListener} its total; -1, the default, if it is not known.
   */
  default long size(String name) throws Exception {
    return -1;
  }
}
