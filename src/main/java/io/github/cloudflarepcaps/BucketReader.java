package io.github.cloudflarepcaps;

import java.io.InputStream;
import java.util.List;

/**
 * Reads the bucket that a full capture was written to, with your own storage client. Names are the
 * keys of objects, without the bucket's name: {@code edge/pcap_6d1f….pcap}.
 *
 * <p>Called from several threads at once, which inherit neither thread-locals nor a context class
 * loader. An exception that it throws becomes the cause of a {@link BucketException}; an object
 * whose stream breaks is opened a second time first. When the call is interrupted or the client is
 * closed, the reader's threads are interrupted and its streams closed.
 */
public interface BucketReader {

  /**
   * Lists the names of all objects with a prefix, from every page of the listing. It may take any
   * time; {@link #open} and {@link #size} must not be silent for longer than the client's {@code
   * readTimeout}.
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
   * Returns the size of an object in bytes, or -1, the default, if it is not known. It is checked
   * against what {@link #open} delivers, and gives a {@link ProgressListener} its total.
   */
  default long size(String name) throws Exception {
    return -1;
  }
}
