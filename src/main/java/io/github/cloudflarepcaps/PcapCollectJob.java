package io.github.cloudflarepcaps;

import io.github.cloudflarepcaps.internal.file.FileWriteException;
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

/** Lists, fetches and merges the parts of one capture. */
final class PcapCollectJob {
  private static final Duration UNLIMITED = Duration.ofSeconds(Long.MAX_VALUE);
  private static final Duration MERGE_STOPS_WITHIN = Duration.ofSeconds(2);

  private final Transport transport;
  private final PcapCollectBucket bucket;
  private final PcapCollectParts parts;
  private final PcapCollectWorkers workers;
  private final Path target;
  private final ProgressListener listener;
  private final @Nullable Consumer<? super BadPart> onBadPart;

  PcapCollectJob(
      Transport transport,
      PcapCollectBucket bucket,
      PcapCollectParts parts,
      PcapCollectWorkers workers,
      Path target,
      ProgressListener listener,
      @Nullable Consumer<? super BadPart> onBadPart) {
    this.transport = transport;
    this.bucket = bucket;
    this.parts = parts;
    this.workers = workers;
    this.target = target;
    this.listener = listener;
    this.onBadPart = onBadPart;
  }

  PcapFile run() {
    List<String> names = list();
    fetch(names);
    return merge(names);
  }

  /** A listing may take any time: how far it is cannot be seen, and a bucket can be large. */
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
    PcapCollectProgress progress = new PcapCollectProgress(listener, sizes);
    PcapCollectFetch fetch =
        new PcapCollectFetch(bucket, names, sizes, parts, progress, workers, scope, target);
    orThrow(workers.run(each(names, fetch::fetch), scope, progress::report), scope);
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
