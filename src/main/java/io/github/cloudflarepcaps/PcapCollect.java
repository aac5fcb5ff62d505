package io.github.cloudflarepcaps;

import io.github.cloudflarepcaps.internal.file.FileWriteException;
import io.github.cloudflarepcaps.internal.file.TemporaryDirectory;
import io.github.cloudflarepcaps.internal.file.UnwritableFileException;
import io.github.cloudflarepcaps.model.Destination;
import io.github.cloudflarepcaps.model.FullPcap;
import io.github.cloudflarepcaps.model.Pcap;
import io.github.cloudflarepcaps.model.SimplePcap;
import io.github.cloudflarepcaps.pcapfile.PcapFile;
import io.github.cloudflarepcaps.pcapfile.PcapMerger;
import io.github.cloudflarepcaps.pcapfile.PcapMerger.BadPart;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Collects the parts of a full capture, one a machine, from its bucket into one file. */
final class PcapCollect {
  private static final Duration UNLIMITED = Duration.ofSeconds(Long.MAX_VALUE);
  private static final Duration MERGE_STOPS_WITHIN = Duration.ofSeconds(2);

  private final Transport transport;
  private final BucketReader reader;
  private final Path target;
  private final ProgressListener progress;
  private final @Nullable Consumer<? super BadPart> onBadPart;

  /**
   * @param onBadPart receives each part that is incomplete or not a capture; null if such a part
   *     fails the collect
   */
  PcapCollect(
      Transport transport,
      BucketReader reader,
      Path target,
      ProgressListener progress,
      @Nullable Consumer<? super BadPart> onBadPart) {
    this.transport = transport;
    this.reader = Objects.requireNonNull(reader, "bucket");
    this.target = Objects.requireNonNull(target, "file");
    this.progress = Objects.requireNonNull(progress, "progress");
    this.onBadPart = onBadPart;
  }

  /** Collects a capture in whatever state {@code get} finds it. */
  PcapFile run(String pcapId, Operation<Pcap> get) {
    PcapCapture.requireWritable(target);
    String step = "collect of capture " + pcapId;
    try {
      return run(pcapId, destination(pcapId, transport.call(get).result()));
    } catch (CloudflareException e) {
      throw e.during(step, pcapId);
    } catch (UnwritableFileException e) {
      throw e.during(step);
    }
  }

  private static Destination destination(String pcapId, Pcap pcap) {
    if (pcap instanceof SimplePcap) {
      throw new IllegalStateException(
          "capture " + pcapId + " is a simple capture, which has no bucket: use downloadTo(..)");
    }
    WaitSubject.Capture.requireNotFailed(pcapId, pcap);
    if (!pcap.status().isSuccessful()) {
      throw new IllegalStateException(
          "capture " + pcapId + " is not done (" + pcap.status() + "): await(..) it first");
    }
    Destination destination = pcap instanceof FullPcap full ? full.destination() : null;
    if (destination == null) {
      throw new BucketException(
          "the capture has no readable destination, so its bucket is unknown", null, pcapId, null);
    }
    return destination;
  }

  /** Collects a capture that is done. */
  PcapFile run(String pcapId, Destination destination) {
    PcapCollectBucket bucket = new PcapCollectBucket(pcapId, destination, reader);
    // In this order, so that the workers are stopped before their files are deleted.
    try (TemporaryDirectory parts = temporaryParts();
        PcapCollectWorkers workers = new PcapCollectWorkers(parts::close)) {
      return new Job(bucket, parts, workers).run();
    }
  }

  private TemporaryDirectory temporaryParts() {
    try {
      return TemporaryDirectory.beside(target);
    } catch (IOException e) {
      throw new UnwritableFileException(target, e);
    }
  }

  /** Lists, fetches and merges the parts of one capture. */
  private final class Job {
    private final PcapCollectBucket bucket;
    private final TemporaryDirectory parts;
    private final PcapCollectWorkers workers;

    Job(PcapCollectBucket bucket, TemporaryDirectory parts, PcapCollectWorkers workers) {
      this.bucket = bucket;
      this.parts = parts;
      this.workers = workers;
    }

    PcapFile run() {
      List<String> names = list();
      fetch(names);
      return merge(names);
    }

    /** A listing may take any time: its progress cannot be observed, and a bucket can be large. */
    private List<String> list() {
      CallScope scope = transport.scopeOfJob(UNLIMITED);
      List<List<String>> listed = workers.run(List.of(bucket::parts), scope, () -> {});
      return orThrow(listed, scope).get(0);
    }

    /** Fetching may take any time too, as long as bytes arrive. */
    private void fetch(List<String> names) {
      CallScope scope = transport.scopeOfJob(UNLIMITED);
      scope.touch(); // from here on silence ends it
      List<Long> sizes =
          orThrow(workers.run(each(names, i -> size(names.get(i), scope)), scope, () -> {}), scope);
      PcapCollectFetch.Progress received = new PcapCollectFetch.Progress(progress, sizes);
      PcapCollectFetch fetch =
          new PcapCollectFetch(bucket, names, sizes, parts, received, workers, scope, target);
      orThrow(workers.run(each(names, fetch::fetch), scope, received::report), scope);
    }

    private long size(String name, CallScope scope) {
      long size = bucket.size(name);
      scope.touch();
      return size;
    }

    private static <T> List<Supplier<T>> each(List<String> names, IntFunction<T> task) {
      return IntStream.range(0, names.size())
          .<Supplier<T>>mapToObj(i -> () -> task.apply(i))
          .toList();
    }

    private PcapFile merge(List<String> names) {
      List<Path> files = IntStream.range(0, names.size()).mapToObj(parts::path).toList();
      CallScope scope = transport.scopeOfJob(UNLIMITED);
      PcapCollectBadParts badParts = new PcapCollectBadParts(bucket, names, files, onBadPart);
      AtomicReference<@Nullable PcapFile> merged = new AtomicReference<>();
      Supplier<Boolean> task =
          () -> {
            merged.set(merge(badParts, files));
            return true;
          };
      List<Boolean> done = workers.run(List.of(task), scope, () -> {});
      if (done == null) {
        workers.closeAndWait(MERGE_STOPS_WITHIN); // or its temporary file might outlive the call
      }
      PcapFile file = merged.get(); // the merge may have been faster than what was to end it
      if (file == null) {
        throw ended(Objects.requireNonNull(scope.endReason()));
      }
      return file;
    }

    private PcapFile merge(PcapCollectBadParts badParts, List<Path> files) {
      try {
        return PcapMerger.merge(files, target, badParts);
      } catch (FileWriteException e) {
        throw new UnwritableFileException(target, e);
      } catch (IOException e) {
        throw badParts.failure(e);
      }
    }

    private <T> List<T> orThrow(@Nullable List<T> results, CallScope scope) {
      if (results == null) {
        throw ended(Objects.requireNonNull(scope.endReason()));
      }
      return results;
    }

    private CloudflareException ended(CallScope.EndReason reason) {
      CallContext context = CallContext.ofPcap(bucket.pcapId());
      return switch (reason) {
        case INTERRUPT -> new CallInterruptedException("interrupted; nothing was written", context);
        case SILENCE ->
            bucket.failure(
                "no byte came from the bucket for "
                    + Durations.inSeconds(transport.readTimeout())
                    + " (the client's readTimeout)",
                null,
                null);
        default -> new TransportException("ended: the client was closed", null, context);
      };
    }
  }
}
