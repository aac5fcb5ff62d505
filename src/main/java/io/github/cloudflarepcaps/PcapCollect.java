package io.github.cloudflarepcaps;

import io.github.cloudflarepcaps.model.Destination;
import io.github.cloudflarepcaps.model.FullPcap;
import io.github.cloudflarepcaps.model.Pcap;
import io.github.cloudflarepcaps.model.SimplePcap;
import io.github.cloudflarepcaps.pcapfile.PcapFile;
import io.github.cloudflarepcaps.pcapfile.PcapMerger.BadPart;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Collects the parts of a full capture, one a machine, from its bucket into one file. */
final class PcapCollect {
  private final Transport transport;
  private final BucketReader reader;
  private final Path target;
  private final ProgressListener progress;
  private final @Nullable Consumer<? super BadPart> onBadPart;

  /**
   * @param onBadPart gets each part that is no capture or incomplete; null if one fails the collect
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
    try (PcapCollectParts parts = temporaryParts();
        PcapCollectWorkers workers = new PcapCollectWorkers(parts::close)) {
      return new PcapCollectJob(transport, bucket, parts, workers, target, progress, onBadPart)
          .run();
    }
  }

  private PcapCollectParts temporaryParts() {
    try {
      return PcapCollectParts.beside(target);
    } catch (IOException e) {
      throw new UnwritableFileException(target, e);
    }
  }
}
