package io.github.cloudflarepcaps;

import io.github.cloudflarepcaps.model.Ownership;
import io.github.cloudflarepcaps.model.Pcap;
import java.util.Objects;
import java.util.function.Consumer;

/** Waits for captures and buckets. Each wait polls its own, all at the client's one pace. */
final class Waits {
  private final Transport transport;
  private final WaitPace pace;

  Waits(Transport transport, ClientResources resources) {
    this.transport = transport;
    this.pace = resources.pace();
  }

  Pcap forPcap(String account, String pcapId, WaitOptions options, Consumer<? super Pcap> onPoll) {
    return forPcap(account, pcapId, options, onPoll, scope(options));
  }

  /** Waits as one step of a job, which started the time of the options before. */
  Pcap forPcap(
      String account,
      String pcapId,
      WaitOptions options,
      Consumer<? super Pcap> onPoll,
      CallScope job) {
    WaitSubject<Pcap, Pcap> capture = new WaitSubject.Capture(account, pcapId, onPoll);
    return new WaitLoop<>(transport, pace, capture, options, job).run();
  }

  Ownership forOwnership(String account, String ownershipId, WaitOptions options) {
    WaitSubject<?, Ownership> bucket = new WaitSubject.Bucket(account, ownershipId);
    return new WaitLoop<>(transport, pace, bucket, options, scope(options)).run();
  }

  /** Starts the time of a wait. */
  CallScope scope(WaitOptions options) {
    Objects.requireNonNull(options, "options");
    transport.requireOpen();
    return transport.scopeOfJob(options.timeout());
  }
}
