package io.github.cloudflarepcaps;

import io.github.cloudflarepcaps.model.FullPcap;
import io.github.cloudflarepcaps.model.FullPcapRequest;
import io.github.cloudflarepcaps.model.Pcap;
import io.github.cloudflarepcaps.model.SimplePcap;
import io.github.cloudflarepcaps.model.SimplePcapRequest;
import io.github.cloudflarepcaps.pcapfile.PcapFile;
import io.github.cloudflarepcaps.pcapfile.PcapMerger.BadPart;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** The captures of one account, over the transport. */
final class AccountPcaps implements PcapService {
  private static final Duration AFTER_SIMPLE = Duration.ofMinutes(5);
  private static final Duration AFTER_FULL = Duration.ofMinutes(15);

  private final Transport transport;
  private final Waits waits;
  private final String account;

  AccountPcaps(Transport transport, Waits waits, String account) {
    this.transport = transport;
    this.waits = waits;
    this.account = account;
  }

  @Override
  public List<Pcap> list() {
    return transport.call(Operation.listPcaps(account)).result();
  }

  @Override
  public Pcap get(String pcapId) {
    return transport.call(Operation.getPcap(account, pcapId)).result();
  }

  @Override
  public SimplePcap create(SimplePcapRequest request) {
    return transport.call(Operation.createPcap(account, request)).result();
  }

  @Override
  public FullPcap create(FullPcapRequest request) {
    return transport.call(Operation.createPcap(account, request)).result();
  }

  @Override
  public void stop(String pcapId) {
    transport.call(Operation.stopPcap(account, pcapId));
  }

  @Override
  public PcapDownload download(String pcapId) {
    return new Downloads(transport, account).open(pcapId);
  }

  @Override
  public PcapFile downloadTo(String pcapId, Path file) {
    return downloadTo(pcapId, file, (soFar, total) -> {});
  }

  @Override
  public PcapFile downloadTo(String pcapId, Path file, ProgressListener progress) {
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(progress, "progress");
    return new Downloads(transport, account).save(pcapId, file, progress);
  }

  @Override
  public Pcap await(String pcapId, WaitOptions options) {
    return await(pcapId, options, pcap -> {});
  }

  @Override
  public Pcap await(String pcapId, WaitOptions options, Consumer<? super Pcap> onPoll) {
    return waits.forPcap(account, pcapId, options, onPoll);
  }

  @Override
  public PcapFile capture(SimplePcapRequest request, Path file) {
    Objects.requireNonNull(request, "request");
    return capture(request, file, upTo(request.timeLimit(), AFTER_SIMPLE));
  }

  @Override
  public PcapFile capture(SimplePcapRequest request, Path file, WaitOptions options) {
    return capture(request, file, options, pcap -> {}, (soFar, total) -> {});
  }

  @Override
  public PcapFile capture(
      SimplePcapRequest request,
      Path file,
      WaitOptions options,
      Consumer<? super Pcap> onPoll,
      ProgressListener progress) {
    Objects.requireNonNull(progress, "progress");
    return new PcapCapture(transport, waits, account, file, options, onPoll)
        .run(
            Operation.createPcap(account, request),
            "download",
            id -> downloadTo(id, file, progress));
  }

  @Override
  public PcapFile capture(FullPcapRequest request, BucketReader bucket, Path file) {
    Objects.requireNonNull(request, "request");
    return capture(request, bucket, file, upTo(request.timeLimit(), AFTER_FULL));
  }

  @Override
  public PcapFile capture(
      FullPcapRequest request, BucketReader bucket, Path file, WaitOptions options) {
    return capture(request, bucket, file, options, pcap -> {}, (soFar, total) -> {});
  }

  @Override
  public PcapFile capture(
      FullPcapRequest request,
      BucketReader bucket,
      Path file,
      WaitOptions options,
      Consumer<? super Pcap> onPoll,
      ProgressListener progress) {
    PcapCollect collect = new PcapCollect(transport, bucket, file, progress, null);
    return new PcapCapture(transport, waits, account, file, options, onPoll)
        .run(
            Operation.createPcap(account, request),
            "collect",
            id -> collect.run(id, request.destination()));
  }

  @Override
  public PcapFile collect(String pcapId, BucketReader bucket, Path file) {
    return new PcapCollect(transport, bucket, file, (soFar, total) -> {}, null)
        .run(pcapId, Operation.getPcap(account, pcapId));
  }

  @Override
  public PcapFile collect(
      String pcapId,
      BucketReader bucket,
      Path file,
      Consumer<? super BadPart> onBadPart,
      ProgressListener progress) {
    Objects.requireNonNull(onBadPart, "onBadPart");
    return new PcapCollect(transport, bucket, file, progress, onBadPart)
        .run(pcapId, Operation.getPcap(account, pcapId));
  }

  /** Cloudflare alone decides whether a time limit is too long, so no sum may overflow here. */
  private static WaitOptions upTo(Duration timeLimit, Duration after) {
    Duration longest = Duration.ofSeconds(Long.MAX_VALUE).minus(after);
    return WaitOptions.upTo((timeLimit.compareTo(longest) < 0 ? timeLimit : longest).plus(after));
  }

  /** Shown by JShell. */
  @Override
  public String toString() {
    return "PcapService[account " + account + "]";
  }
}
