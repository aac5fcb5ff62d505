package io.github.cloudflarepcaps;

import io.github.cloudflarepcaps.internal.text.Printable;
import io.github.cloudflarepcaps.model.FullPcap;
import io.github.cloudflarepcaps.model.Ownership;
import io.github.cloudflarepcaps.model.OwnershipStatus;
import io.github.cloudflarepcaps.model.Pcap;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a wait is for: how it is polled, when it is done, and what its exceptions carry.
 *
 * @param <R> the result of the operation that polls it
 * @param <T> its state
 */
sealed interface WaitSubject<R, T> {

  /** Its name in messages. */
  String name();

  /** The capture's id; null for a bucket. */
  @Nullable String pcapId();

  /** The operation that polls it. */
  Operation<R> poll();

  /**
   * Finds the state in the result of a poll.
   *
   * @param last the state found before, null if none was
   * @throws CloudflareException if it does not exist any more
   */
  T stateIn(R result, @Nullable T last);

  /**
   * Whether that state ends the wait.
   *
   * @throws CloudflareException if it ends it as failed
   */
  boolean isDone(T state);

  /** The status of a state, for messages. */
  Object statusOf(T state);

  /** The exception for a wait that ran out of time, with the last state if one was seen. */
  WaitTimeoutException timedOut(String message, @Nullable Throwable cause, @Nullable T last);

  /** A capture, polled by its own get. */
  final class Capture implements WaitSubject<Pcap, Pcap> {
    private final String pcapId;
    private final Operation<Pcap> get;
    private final Consumer<? super Pcap> onPoll;

    Capture(String account, String pcapId, Consumer<? super Pcap> onPoll) {
      this.get = Operation.getPcap(account, pcapId);
      this.pcapId = pcapId;
      this.onPoll = Objects.requireNonNull(onPoll, "onPoll");
    }

    @Override
    public String name() {
      return "capture " + pcapId;
    }

    @Override
    public String pcapId() {
      return pcapId;
    }

    @Override
    public Operation<Pcap> poll() {
      return get;
    }

    @Override
    public Pcap stateIn(Pcap result, @Nullable Pcap last) {
      return result;
    }

    @Override
    public boolean isDone(Pcap pcap) {
      onPoll.accept(pcap);
      requireNotFailed(pcapId, pcap);
      return pcap.status().isSuccessful();
    }

    /** Throws the exception of a failed capture. */
    static void requireNotFailed(String pcapId, Pcap pcap) {
      if (!pcap.status().isTerminal() || pcap.status().isSuccessful()) {
        return;
      }
      String reason = reason(pcap);
      String message =
          reason == null || reason.isBlank()
              ? "Cloudflare gave no reason; possibly no packet matched the filter within the time"
                  + " limit"
              : Printable.of(reason);
      throw new PcapFailedException("capture " + pcapId + " failed: " + message, pcapId, pcap);
    }

    /** The reference documents a message for full captures only; any response may have one. */
    private static @Nullable String reason(Pcap pcap) {
      if (pcap instanceof FullPcap full) {
        return full.errorMessage();
      }
      return pcap.additionalFields().get("error_message") instanceof String text ? text : null;
    }

    @Override
    public Object statusOf(Pcap pcap) {
      return pcap.status();
    }

    @Override
    public WaitTimeoutException timedOut(
        String message, @Nullable Throwable cause, @Nullable Pcap last) {
      return new WaitTimeoutException(message, cause, pcapId, last, null);
    }
  }

  /** A bucket, polled by the list of all buckets: the API has no call for one. */
  final class Bucket implements WaitSubject<List<Ownership>, Ownership> {
    private final String ownershipId;
    private final Operation<List<Ownership>> list;

    Bucket(String account, String ownershipId) {
      PathSegment.encode("ownershipId", ownershipId); // checks it; the list needs no path
      this.ownershipId = ownershipId;
      this.list = Operation.listOwnerships(account);
    }

    @Override
    public String name() {
      return "bucket " + ownershipId;
    }

    @Override
    public @Nullable String pcapId() {
      return null;
    }

    @Override
    public Operation<List<Ownership>> poll() {
      return list;
    }

    @Override
    public Ownership stateIn(List<Ownership> listed, @Nullable Ownership last) {
      return listed.stream()
          .filter(ownership -> ownershipId.equals(ownership.id()))
          .findFirst()
          .orElseThrow(
              () -> new OwnershipFailedException(name() + " is no longer listed", null, last));
    }

    @Override
    public boolean isDone(Ownership ownership) {
      if (ownership.status() == OwnershipStatus.FAILED) {
        throw new OwnershipFailedException(
            "the check of bucket " + ownershipId + " failed", null, ownership);
      }
      return ownership.status() == OwnershipStatus.SUCCESS;
    }

    @Override
    public Object statusOf(Ownership ownership) {
      return ownership.status();
    }

    @Override
    public WaitTimeoutException timedOut(
        String message, @Nullable Throwable cause, @Nullable Ownership last) {
      return new WaitTimeoutException(message, cause, null, null, last);
    }
  }
}
