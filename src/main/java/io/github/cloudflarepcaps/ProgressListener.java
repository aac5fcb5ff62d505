package io.github.cloudflarepcaps;

/** Receives the progress of a download. Called by one thread at a time. */
@FunctionalInterface
public interface ProgressListener {

  /**
   * Called after each piece received: 256 KiB, beyond 4 MiB one MiB. A download of a simple capture
   * that starts over counts from 0 again. What it throws ends the download and propagates
   * unchanged; the file keeps its content.
   *
   * @param soFar bytes received
   * @param total bytes in all; -1 if the server or bucket does not state it
   */
  void onBytes(long soFar, long total);
}
