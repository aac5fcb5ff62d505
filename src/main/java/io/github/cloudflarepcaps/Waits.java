package io.github.cloudflarepcaps;

import io.github.cloudflarepcaps.internal.text.Printable;
import io.github.cloudflarepcaps.model.FullPcap;
import io.github.cloudflarepcaps.model.Ownership;
import io.github.cloudflarepcaps.model.OwnershipStatus;
import io.github.cloudflarepcaps.model.Pcap;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Waits until captures and buckets are done. */
final class Waits {
  private static final int FAILURES_IN_A_ROW = 3;

  private final Transport transport;
  private final ClientResources connections;
  private final Map<String, WaitPolls<Pcap>> pcaps = new ConcurrentHashMap<>();
  private final Map<String, WaitPolls<Ownership>> ownerships = new ConcurrentHashMap<>();

  Waits(Transport transport, ClientResources connections) {
    this.transport = transport;
    this.connections = connections;
  }

  Pcap forPcap(String account, String pcapId, WaitOptions options, Consumer<? super Pcap> onPoll) {
    Operation<Pcap> get = Operation.getPcap(account, pcapId);
    Objects.requireNonNull(options, "options");
    Objects.requireNonNull(onPoll, "onPoll");
    WaitPolls<Pcap> polls =
        pcaps.computeIfAbsent(
            account,
            a -> new WaitPolls<>(transport, connections, Operation.listPcaps(a), Pcap::id));
    Wait<Pcap> wait = new Wait<>("capture " + pcapId, pcapId, options);
    while (true) {
      Pcap pcap = wait.look(polls, pcapId, get);
      if (pcap != null) {
        onPoll.accept(pcap);
        if (pcap.status().isSuccessful()) {
          return pcap;
        }
        if (pcap.status().isTerminal()) {
          throw new PcapFailedException(failed(pcapId, pcap), pcapId, pcap);
        }
      }
      wait.pause();
    }
  }

  private static String failed(String pcapId, Pcap pcap) {
    String reason = reason(pcap);
    return "capture "
        + pcapId
        + " failed: "
        + (reason == null || reason.isBlank()
            ? "Cloudflare gave no reason; it may be that no packet matched the filter in the time"
                + " limit"
            : Printable.of(reason));
  }

  /** The reference has a message for full captures only; an answer may have one for any. */
  private static @Nullable String reason(Pcap pcap) {
    if (pcap instanceof FullPcap full) {
      return full.errorMessage();
    }
    return pcap.additionalFields().get("error_message") instanceof String text ? text : null;
  }

  Ownership forOwnership(String account, String ownershipId, WaitOptions options) {
    PathSegment.encode("ownershipId", ownershipId);
    Objects.requireNonNull(options, "options");
    WaitPolls<Ownership> polls =
        ownerships.computeIfAbsent(
            account,
            a ->
                new WaitPolls<>(
                    transport, connections, Operation.listOwnerships(a), Ownership::id));
    Wait<Ownership> wait = new Wait<>("bucket " + ownershipId, null, options);
    while (true) {
      Ownership ownership = wait.look(polls, ownershipId, null);
      if (ownership != null && ownership.status() == OwnershipStatus.SUCCESS) {
        return ownership;
      }
      if (ownership != null && ownership.status() == OwnershipStatus.FAILED) {
        throw new OwnershipFailedException(
            "the check of bucket " + ownershipId + " failed", null, ownership);
      }
      wait.pause();
    }
  }

  /** One wait: its time, its pauses, and what was seen last. */
  private final class Wait<T> {
    private final String subject;
    private final @Nullable String pcapId;
    private final WaitOptions options;
    private final CallScope scope;
    private Duration delay;
    private Duration asked = Duration.ZERO;
    private int failures;
    private @Nullable T last;
    private @Nullable CloudflareException failure;

    Wait(String subject, @Nullable String pcapId, WaitOptions options) {
      transport.requireOpen();
      this.subject = subject;
      this.pcapId = pcapId;
      this.options = options;
      this.scope = transport.scopeOfJob(options.timeout());
      this.delay = options.firstDelay();
    }

    /** The entry as it is now; null if this look failed in a way that may pass. */
    @Nullable T look(WaitPolls<T> polls, String id, @Nullable Operation<T> one) {
      asked = Duration.ZERO;
      WaitPolls.Sight<T> sight;
      try {
        sight = polls.look(id, one, scope);
      } catch (InterruptedException e) {
        throw interrupted();
      } catch (CloudflareException e) {
        tolerate(e);
        return null;
      }
      if (sight.seen() && sight.entry() == null) {
        throw new OwnershipFailedException(
            subject + " is no longer listed", null, last instanceof Ownership o ? o : null);
      }
      failures = sight.seen() ? 0 : failures;
      last = sight.entry() == null ? last : sight.entry();
      return sight.entry();
    }

    private void tolerate(CloudflareException e) {
      failures++;
      if (!mayPass(e) || (failures >= FAILURES_IN_A_ROW && !isOver())) {
        throw e.during("the wait for " + subject, pcapId);
      }
      failure = e;
      if (e instanceof ApiException refusal && refusal.retryAfter() != null) {
        asked = refusal.retryAfter();
      }
    }

    private boolean mayPass(CloudflareException e) {
      return e instanceof TransportException
          || e instanceof UnexpectedResponseException
          || (e instanceof ApiException refusal && Retries.isTransient(refusal.statusCode()));
    }

    private boolean isOver() {
      return scope.remaining().isZero();
    }

    /** Waits until the next look, or ends the wait. */
    void pause() {
      Duration pause = asked.compareTo(delay) > 0 ? asked : delay;
      Duration left = scope.remaining();
      if (left.isZero()) {
        throw timedOut();
      }
      if (!scope.pause(pause.compareTo(left) < 0 ? pause : left)) {
        throw ended();
      }
      delay = options.after(delay);
    }

    private CloudflareException ended() {
      CallScope.EndReason stop = scope.endReason();
      if (stop == CallScope.EndReason.INTERRUPT) {
        return interrupted();
      }
      return stop == CallScope.EndReason.DEADLINE
          ? timedOut()
          : new TransportException(
              "the wait for " + subject + " ended: the client was closed",
              null,
              CallContext.ofPcap(pcapId));
    }

    private CallInterruptedException interrupted() {
      Thread.currentThread().interrupt();
      return new CallInterruptedException(
          "the wait for " + subject + " was interrupted; it goes on at Cloudflare",
          CallContext.ofPcap(pcapId));
    }

    private WaitTimeoutException timedOut() {
      Pcap pcap = last instanceof Pcap p ? p : null;
      Ownership ownership = last instanceof Ownership o ? o : null;
      Object status = pcap != null ? pcap.status() : ownership != null ? ownership.status() : null;
      return new WaitTimeoutException(
          subject
              + " was not done within "
              + options.timeout()
              + (status == null
                  ? ": no look succeeded"
                  : ": it was last seen " + status + "; it goes on at Cloudflare"),
          failure,
          pcapId,
          pcap,
          ownership);
    }
  }
}
