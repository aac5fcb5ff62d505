package io.github.cloudflarepcaps;

import io.github.cloudflarepcaps.model.FullPcap;
import io.github.cloudflarepcaps.model.FullPcapRequest;
import io.github.cloudflarepcaps.model.Pcap;
import io.github.cloudflarepcaps.model.SimplePcap;
import io.github.cloudflarepcaps.model.SimplePcapRequest;
import io.github.cloudflarepcaps.pcapfile.PcapFile;
import io.github.cloudflarepcaps.pcapfile.PcapMerger.BadPart;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * The captures of one account. Thread-safe.
 *
 * <p>Every method blocks until it is done, and throws a {@link CloudflareException} whose subtype
 * indicates how to recover. An invalid argument is an {@link IllegalArgumentException}, thrown
 * before anything is sent. For calls that do not block see {@link CloudflareClient#sendAsync}.
 *
 * <p>Not for users to implement: methods may be added. To test code that uses it, run it against
 * {@code FakeCloudflare}.
 */
public interface PcapService {

  /**
   * Lists the account's captures, simple and full, in the API's order. The API has no paging and
   * returns at most 50; use {@link #get} for an older one.
   */
  List<Pcap> list();

  /**
   * Gets one capture.
   *
   * @param pcapId at most 32 characters
   * @throws NotFoundException if there is no such capture
   */
  Pcap get(String pcapId);

  /**
   * Creates a simple capture: a sample of traffic that has already passed, with the first 160 bytes
   * of each packet. To capture upcoming traffic, create the capture after it has passed. Cloudflare
   * allows one a minute and does not document how it rejects a second; {@link
   * #capture(SimplePcapRequest, Path)} waits for its turn. Sent at most once: retried only if
   * nothing was sent, or after 429.
   *
   * @return the capture, usually still pending: see {@link #await(String, WaitOptions)}
   * @throws OutcomeUnknownException if it was sent and the response was lost: check {@link #list()}
   *     before retrying
   */
  SimplePcap create(SimplePcapRequest request);

  /**
   * Creates a full capture: complete packets of new traffic in one data center, written to your
   * bucket as one file for each machine that saw traffic. You must first prove that you own the
   * bucket: see {@link OwnershipService#claim}. Cloudflare allows one pending or running at a time
   * and does not document how it rejects a second. Sent at most once: retried only if nothing was
   * sent, or after 429.
   *
   * @return the capture, usually still pending: see {@link #await(String, WaitOptions)}, then
   *     {@link #collect(String, BucketReader, Path)}
   * @throws OutcomeUnknownException if it was sent and the response was lost: check {@link #list()}
   *     before retrying
   */
  FullPcap create(FullPcapRequest request);

  /**
   * Stops a full capture before its time limit. Cloudflare then writes what was captured to the
   * bucket, which takes a while: see {@link #await(String, WaitOptions)}. A simple capture cannot
   * be stopped.
   *
   * @throws NotFoundException if there is no such capture
   */
  void stop(String pcapId);

  /**
   * Opens the download of a simple capture that is done. The files of a full capture are in its
   * bucket: see {@link #collect(String, BucketReader, Path)}.
   *
   * @return the download, closed by the caller
   */
  PcapDownload download(String pcapId);

  /**
   * Downloads a simple capture that is done. The file is verified to be a complete capture and then
   * put into place in one step; on any failure the target keeps its content. Starts over once if
   * the connection breaks.
   *
   * @param file in a directory that exists; an existing file is replaced
   * @return what was captured
   * @throws java.io.UncheckedIOException if the file cannot be written; it names the path
   */
  PcapFile downloadTo(String pcapId, Path file);

  /** Like {@link #downloadTo(String, Path)}, and reports the bytes received to {@code progress}. */
  PcapFile downloadTo(String pcapId, Path file, ProgressListener progress);

  /**
   * Waits until a capture is done. A simple capture usually is done at once; a full one is done
   * when its time limit has passed or it was stopped, and its files are in the bucket. The calling
   * thread polls the capture with the pauses of {@code options}. All waits of a client and of the
   * clients derived from it share one pace, at most two polls a second and fewer when the rate
   * limit runs low, so that any number of them stay within the API's 1200 calls in five minutes.
   * (Polls of a loopback address are slowed down only by a low rate limit.) A poll that fails with
   * a transient error after its retries does not end the wait; three in a row do.
   *
   * @return the capture, done
   * @throws PcapFailedException if it failed
   * @throws WaitTimeoutException with the last state, if it takes longer than the options allow;
   *     Cloudflare continues, so you can wait again
   */
  Pcap await(String pcapId, WaitOptions options);

  /**
   * Like {@link #await(String, WaitOptions)}, and reports each state seen, including the last, to
   * {@code onPoll} on the calling thread. An exception that it throws ends the wait and propagates
   * unchanged.
   */
  Pcap await(String pcapId, WaitOptions options, Consumer<? super Pcap> onPoll);

  /**
   * Captures to a file in one call: creates a simple capture, awaits it for at most its time limit
   * plus five minutes, and downloads it as {@link #downloadTo(String, Path)} does. It waits for its
   * turn: a create that is rejected with 429 has created nothing; it is sent again when the
   * response allows, or after a minute, within the same time and under any {@link RetryPolicy}.
   *
   * @throws CloudflareException whose message names the step that failed; {@link
   *     CloudflareException#pcapId()} is the capture's id once it exists, so that it can still be
   *     awaited and downloaded
   * @throws RateLimitException if its turn would come too late; nothing was created
   */
  PcapFile capture(SimplePcapRequest request, Path file);

  /**
   * Like {@link #capture(SimplePcapRequest, Path)}, with custom wait options, whose time covers the
   * turn and the capture together.
   */
  PcapFile capture(SimplePcapRequest request, Path file, WaitOptions options);

  /**
   * Like {@link #capture(SimplePcapRequest, Path, WaitOptions)}, and reports each state seen to
   * {@code onPoll} and the bytes received to {@code progress}, both on the calling thread.
   */
  PcapFile capture(
      SimplePcapRequest request,
      Path file,
      WaitOptions options,
      Consumer<? super Pcap> onPoll,
      ProgressListener progress);

  /**
   * Captures complete packets to a file in one call: creates a full capture, awaits it for at most
   * its time limit plus fifteen minutes, and collects its parts from the bucket as {@link
   * #collect(String, BucketReader, Path)} does. It waits for its turn as {@link
   * #capture(SimplePcapRequest, Path)}.
   *
   * @param bucket reads the bucket of the request, which you must already have {@linkplain
   *     OwnershipService#claim claimed}
   * @throws CloudflareException whose message names the step that failed; {@link
   *     CloudflareException#pcapId()} is the capture's id once it exists, so that it can still be
   *     awaited and collected
   */
  PcapFile capture(FullPcapRequest request, BucketReader bucket, Path file);

  /**
   * Like {@link #capture(FullPcapRequest, BucketReader, Path)}, with custom wait options, whose
   * time covers the turn and the capture together. Collecting may take longer.
   */
  PcapFile capture(FullPcapRequest request, BucketReader bucket, Path file, WaitOptions options);

  /**
   * Like {@link #capture(FullPcapRequest, BucketReader, Path, WaitOptions)}, and reports each state
   * seen to {@code onPoll} and the bytes fetched to {@code progress}, both on the calling thread.
   */
  PcapFile capture(
      FullPcapRequest request,
      BucketReader bucket,
      Path file,
      WaitOptions options,
      Consumer<? super Pcap> onPoll,
      ProgressListener progress);

  /**
   * Collects a full capture that is done: lists the bucket below the directory of the capture's
   * destination, fetches every file that has the capture's id in its name and ends in {@code .pcap}
   * or {@code .pcapng}, or either with {@code .gz}, and merges them by time.
   *
   * <p>The parts are fetched a few at a time into temporary files beside the target, which need as
   * much free space again as the merged file. A part is fetched a second time if its stream breaks
   * or its size differs. Fetching may take any time, as long as no silence is longer than the
   * client's {@code readTimeout}. The file is put into place in one step; on any failure the target
   * keeps its content and all temporary files are deleted.
   *
   * @param bucket reads the bucket of the capture
   * @param file in a directory that exists; an existing file is replaced
   * @return the merged capture of all machines
   * @throws IllegalStateException if it is a simple capture, or is not done: {@linkplain
   *     #await(String, WaitOptions) await} it first
   * @throws PcapFailedException if the capture failed
   * @throws BucketException if the reader fails, if it finds no part, or if a part is damaged,
   *     truncated or not a capture file
   * @throws CallInterruptedException if the calling thread is interrupted; it does not wait for a
   *     reader that ignores interrupts
   * @throws java.io.UncheckedIOException if the file cannot be written; it names the path
   */
  PcapFile collect(String pcapId, BucketReader bucket, Path file);

  /**
   * Like {@link #collect(String, BucketReader, Path)}, but tolerates bad parts and keeps every
   * packet that can be read. Each part that is damaged, truncated or not a capture file is reported
   * once to {@code onBadPart}, with its name in the bucket, on a thread other than the calling one.
   * The bytes fetched are reported to {@code progress} on the calling thread. An exception that
   * either throws ends the collect and propagates unchanged. A part that cannot be fetched still
   * fails the collect, as does a capture without a readable part.
   */
  PcapFile collect(
      String pcapId,
      BucketReader bucket,
      Path file,
      Consumer<? super BadPart> onBadPart,
      ProgressListener progress);
}
