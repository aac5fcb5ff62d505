package io.github.cloudflarepcaps;

import io.github.cloudflarepcaps.internal.file.ReplacedFile;
import io.github.cloudflarepcaps.internal.file.UnwritableFileException;
import io.github.cloudflarepcaps.internal.text.Printable;
import io.github.cloudflarepcaps.model.Pcap;
import io.github.cloudflarepcaps.pcapfile.PcapFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Creates a capture, awaits it and saves its packets to a file, in one call. Every exception names
 * the step and, from the second step on, the capture.
 */
final class PcapCapture {
  /** Cloudflare allows one simple capture a minute. */
  private static final Duration USUAL_TURN = Duration.ofMinutes(1);

  private final Transport transport;
  private final Waits waits;
  private final String account;
  private final Path file;
  private final WaitOptions options;
  private final Consumer<? super Pcap> onPoll;

  PcapCapture(
      Transport transport,
      Waits waits,
      String account,
      Path file,
      WaitOptions options,
      Consumer<? super Pcap> onPoll) {
    this.transport = transport;
    this.waits = waits;
    this.account = account;
    this.file = Objects.requireNonNull(file, "file");
    this.options = Objects.requireNonNull(options, "options");
    this.onPoll = Objects.requireNonNull(onPoll, "onPoll");
  }

  /**
   * Runs all three steps.
   *
   * @param third the name of the last step
   * @param fetch saves the packets of the capture with that id to the file
   */
  PcapFile run(Operation<? extends Pcap> create, String third, Function<String, PcapFile> fetch) {
    requireWritable(file);
    CallScope time = waits.scope(options);
    String id = usableId(create(create, time));
    step(2, "await", id, () -> waits.forPcap(account, id, options, onPoll, time));
    return step(3, third, id, () -> fetch.apply(id));
  }

  /** Fails if the file cannot be written, before a capture is created for it. */
  static void requireWritable(Path file) {
    try {
      ReplacedFile.create(file, 0).close();
    } catch (IOException e) {
      throw new UnwritableFileException(file, e);
    }
  }

  private Pcap create(Operation<? extends Pcap> create, CallScope time) {
    try {
      return createInTurn(create, time);
    } catch (CloudflareException e) {
      throw e.during("step 1 of 3, create", e.pcapId());
    }
  }

  /**
   * Creates the capture. After a 429 it waits for as long as the options allow, under any retry
   * policy: a create that gets a 429 has no effect, and a second capture within a minute always
   * gets one.
   */
  private Pcap createInTurn(Operation<? extends Pcap> create, CallScope time) {
    while (true) {
      try {
        // Not limited by the options: a create that is cut off may have taken effect.
        return transport.call(create).result();
      } catch (RateLimitException e) {
        awaitTurn(e, time);
      }
    }
  }

  private static void awaitTurn(RateLimitException refusal, CallScope time) {
    Duration turn = Objects.requireNonNullElse(refusal.retryAfter(), USUAL_TURN);
    if (turn.compareTo(time.remaining()) >= 0) {
      throw refusal;
    }
    if (!time.pause(turn)) {
      throw ended(refusal, time);
    }
  }

  private static CloudflareException ended(RateLimitException refusal, CallScope time) {
    CallContext context = CallContext.none();
    return switch (Objects.requireNonNull(time.endReason())) {
      case INTERRUPT ->
          new CallInterruptedException(
              "interrupted while waiting for its turn; nothing was created", context);
      case CLOSED ->
          new TransportException("the client was closed; nothing was created", refusal, context);
      default -> refusal;
    };
  }

  private static String usableId(Pcap created) {
    String id = created.id();
    if (!PathSegment.isValid(id)) {
      throw new UnexpectedResponseException(
          "the capture was created, but the server returned an unusable id: " + Printable.of(id),
          CallContext.ofPcap(id));
    }
    return id;
  }

  private static <T> T step(int number, String name, String id, Supplier<T> work) {
    String step = "capture " + id + ", step " + number + " of 3, " + name;
    try {
      return work.get();
    } catch (CloudflareException e) {
      throw e.during(step, id);
    } catch (UnwritableFileException e) {
      throw e.during(step);
    }
  }
}
