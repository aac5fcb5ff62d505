package io.github.cloudflarepcaps;

import io.github.cloudflarepcaps.model.FullPcap;
import io.github.cloudflarepcaps.model.FullPcapRequest;
import io.github.cloudflarepcaps.model.Pcap;
import io.github.cloudflarepcaps.model.SimplePcap;
import io.github.cloudflarepcaps.model.SimplePcapRequest;
import io.github.cloudflarepcaps.pcapfile.PcapFile;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * The captures of one account. Thread-safe.
 *
 * <p>Every method blocks until it is done, and throws a {@link CloudflareException} that says who
 * must do what; bad arguments are an {@link IllegalArgumentException} before anything is sent. For
 * calls that do not block see {@link CloudflareClient#sendAsync}.
 *
 * <p>Not for users to implement: methods may be added. To test code that uses it, let it talk to
 * {@code FakeCloudflare}.
 */
public interface PcapService {

  /**
   * The account's captures, simple and full, in the API's order. At most 50: the API has no paging,
   * so an older capture is found by {@link #get} only.
   */
  List<Pcap> list();

  /**
   * One capture.
   *
   * @param pcapId at most 32 characters
   * @throws NotFoundException if there is none
   */
  Pcap get(String pcapId);

  /**
   * Asks for a simple capture: sampled traffic that has already passed, the first 160 bytes of each
   * packet. To see what happens next, ask afterwards. Cloudflare allows one a minute, and does not
   * document how it refuses another: expect an {@link ApiException}. Done at most once: sent again
   * only if nothing was sent, or after 429.
   *
   * @return the capture, as a rule not yet done: see {@link #await(String, WaitOptions)}
   * @throws OutcomeUnknownException if it was sent and its answer was lost: look at {@link #list()}
   */
  SimplePcap create(SimplePcapRequest request);

  /**
   * Asks for a full capture: whole packets of new traffic in one data centre, written to your
   * bucket as one file for each machine that saw some, to be joined by {@link
   * io.github.cloudflarepcaps.pcapfile.PcapMerger}. The bucket has to be proved yours first: see
   * {@link OwnershipService#claim}. Cloudflare allows one running or pending at a time, and does
   * not document how it refuses another: expect an {@link ApiException}. Done at most once: sent
   * again only if nothing was sent, or after 429.
   *
   * @return the capture, as a rule not yet running: see {@link #await(String, WaitOptions)}
   * @throws OutcomeUnknownException if it was sent and its answer was lost: look at {@link #list()}
   */
  FullPcap create(FullPcapRequest request);

  /**
   * Ends a full capture before its time. What was captured then goes to the bucket, which takes a
   * while: see {@link #await(String, WaitOptions)}. A simple capture has nothing to stop.
   *
   * @throws NotFoundException if there is no such capture
   */
  void stop(String pcapId);

  /**
   * Begins to download a simple capture that is done. The files of a full one are in its bucket; if
   * the capture is one, the exception names it.
   *
   * @return the download, which the caller closes
   */
  PcapDownload download(String pcapId);

  /**
   * Downloads a simple capture that is done. The file is checked to be a whole capture and only
   * then put in its place in one step; on any failure it keeps what it had. Starts over once if the
   * connection breaks.
   *
   * @param file in a folder that exists; an existing file is replaced
   * @return what was captured
   * @throws java.io.UncheckedIOException that names the path, if the file cannot be written
   */
  PcapFile downloadTo(String pcapId, Path file);

  /** Downloads as {@link #downloadTo(String, Path)} and tells how it goes on. */
  PcapFile downloadTo(String pcapId, Path file, ProgressListener progress);

  /**
   * Waits until a capture is done: a simple one as a rule at once, a full one when its time limit
   * is over or it was stopped, and its files are in the bucket. The thread looks at it again and
   * again with the pauses of the options; all waits of a client and those derived from it are paced
   * together, so that a thousand of them stay within the API's 1200 calls in five minutes: two
   * looks a second at most (without this bound on a loopback address), fewer when the API says that
   * little of its limit is left, and one {@link #list()} for many captures. A look that fails,
   * after its repeats, in a way that may pass does not end the wait; the third in a row does.
   *
   * @return the capture, done
   * @throws PcapFailedException if it failed
   * @throws WaitTimeoutException with the last state, if the time is over; the capture goes on
   */
  Pcap await(String pcapId, WaitOptions options);

  /**
   * Waits as {@link #await(String, WaitOptions)} and shows each state that was seen, the last one
   * too, to {@code onPoll}, in the waiting thread. What it throws ends the wait and comes out
   * unchanged.
   */
  Pcap await(String pcapId, WaitOptions options, Consumer<? super Pcap> onPoll);

  /**
   * The whole job: asks for a simple capture, waits for it (its time limit and five minutes) and
   * downloads it as {@link #downloadTo(String, Path)}.
   *
   * @throws CloudflareException that says which step failed; {@link CloudflareException#pcapId()}
   *     has the capture's id from the moment there is one, so that it can still be awaited or
   *     downloaded
   */
  PcapFile capture(SimplePcapRequest request, Path file);

  /** The whole job with other waiting. */
  PcapFile capture(SimplePcapRequest request, Path file, WaitOptions options);
}
