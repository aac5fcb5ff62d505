package io.github.cloudflarepcaps;

/** Is told how a download goes on, by the downloading thread. */
@FunctionalInterface
public interface ProgressListener {

  /**
   * Called after each piece that was taken in: 256 KiB, beyond 4 MiB one MiB. A download that
   * starts over counts from 0 again. What it throws ends the download and comes out unchanged; the
   * file keeps what it had.
   *
   * @param soFar bytes taken in
   * @param total bytes in all; -1 if the server does not say
   */
  void onBytes(long soFar, long total);
}
