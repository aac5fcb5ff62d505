package io.github.cloudflarepcaps;

/** Receives the progress of a download. Called by one thread at a time. */
@FunctionalInterface
public interface ProgressListener {

  /**
   * Called after each 256 KiB received, and beyond 4 MiB after each MiB. A download of a simple
   * capture that starts over counts from 0 again. An exception that it throws ends the download and
   * propagates unchanged; the file keeps its content.
   *
   * @param soFar bytes received
   * @param total the total number of bytes; -1 if the server or bucket does not state it
   */
  void onBytes(long soFar, long total);
}
