package io.github.cloudflarepcaps.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cloudflarepcaps.model.Destination;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The account's captures, newest last, and the six calls on them. */
final class Captures {
  private static final int LISTED = 50;
  private static final Duration BETWEEN_SIMPLE = Duration.ofMinutes(1);

  private final Clock clock;
  private final boolean apiLimits;
  private final Buckets buckets;
  private final Map<String, Capture> byId = new LinkedHashMap<>();
  private final List<Capture> inOrder = new ArrayList<>();
  private @Nullable Instant lastSimple;

  Captures(Clock clock, boolean apiLimits, Buckets buckets) {
    this.clock = clock;
    this.apiLimits = apiLimits;
    this.buckets = buckets;
  }

  // What takes time, reading bodies and writing answers and files, is done outside the lock.

  Answer list() {
    List<ObjectNode> newest = lookAtNewest();
    return Envelopes.list(newest, LISTED, newest.size());
  }

  Answer get(String id) {
    return Envelopes.result(lookAt(id));
  }

  Answer create(byte[] body) {
    Instant now = Timestamps.now(clock);
    return Envelopes.result(add(RequestBody.capture(body, now), now));
  }

  private synchronized List<ObjectNode> lookAtNewest() {
    List<ObjectNode> newest = new ArrayList<>();
    for (int i = inOrder.size() - 1; i >= 0 && newest.size() < LISTED; i--) {
      newest.add(look(inOrder.get(i)));
    }
    return newest;
  }

  private synchronized ObjectNode lookAt(String id) {
    return look(existing(id));
  }

  private synchronized ObjectNode add(CaptureRequest request, Instant now) {
    if (request.full() == null) {
      checkLastSimple(now);
      lastSimple = now;
    } else {
      buckets.requireValidated(request.full().bucket());
      checkNoneRuns(now);
    }
    Capture capture = new Capture(Ids.next(), request, now);
    byId.put(capture.id(), capture);
    inOrder.add(capture);
    return capture.json(now);
  }

  synchronized Answer stop(String id) {
    Capture capture = existing(id);
    if (capture.isSimple()) {
      throw Refusal.of(400, Refusal.NOT_POSSIBLE, "a simple capture cannot be stopped");
    }
    if (capture.isDone()) {
      throw Refusal.of(
          400, Refusal.NOT_POSSIBLE, "the capture is not running: it is " + capture.status());
    }
    capture.stop(Timestamps.now(clock));
    return Answer.noContent();
  }

  Answer download(String id) {
    return Answer.of(200, "application/vnd.tcpdump.pcap", downloadable(id).file());
  }

  private synchronized Capture downloadable(String id) {
    Capture capture = existing(id);
    if (!capture.isSimple()) {
      throw Refusal.of(
          400, Refusal.NOT_POSSIBLE, "a full capture is in its bucket and cannot be downloaded");
    }
    if (!capture.isSuccessful()) {
      throw Refusal.of(
          400, Refusal.NOT_POSSIBLE, "the capture has no file: it is " + capture.status());
    }
    return capture;
  }

  /** Ends a capture now, as its own end would. */
  synchronized void finish(String id) {
    Capture capture = known(id);
    if (!capture.isSuccessful()) {
      complete(capture);
    }
  }

  synchronized void fail(String id, String message) {
    known(id).fail(message, Timestamps.now(clock));
  }

  private ObjectNode look(Capture capture) {
    Instant now = Timestamps.now(clock);
    if (capture.look(now)) {
      complete(capture);
    }
    return capture.json(now);
  }

  private void complete(Capture capture) {
    Instant now = Timestamps.now(clock);
    capture.succeed(now);
    CaptureRequest.Full full = capture.full();
    if (full != null && capture.isSuccessful()) {
      write(capture, full.bucket(), now);
    }
  }

  private void write(Capture capture, Destination bucket, Instant now) {
    List<byte[]> parts = capture.parts();
    for (int i = 0; i < parts.size(); i++) {
      String name = "pcap_" + capture.id() + (i == 0 ? "" : "_" + (i + 1)) + ".pcap";
      String trouble = buckets.put(bucket, name, parts.get(i));
      if (trouble != null) {
        capture.fail(trouble, now);
        return;
      }
    }
  }

  private void checkLastSimple(Instant now) {
    if (!apiLimits || lastSimple == null) {
      return;
    }
    Duration left = Duration.between(now, lastSimple.plus(BETWEEN_SIMPLE));
    if (left.compareTo(Duration.ZERO) > 0) {
      throw Refusal.tooMany("only one simple capture a minute can be requested", left);
    }
  }

  private void checkNoneRuns(Instant now) {
    for (Capture other : inOrder) {
      if (apiLimits && other.watches(now)) {
        throw Refusal.of(
            409,
            Refusal.NOT_POSSIBLE,
            "only one full capture can be pending or running, and " + other.id() + " is");
      }
    }
  }

  private Capture existing(String id) {
    Capture capture = byId.get(id);
    if (capture == null) {
      throw Refusal.of(404, Refusal.NOT_FOUND, "there is no capture with this id");
    }
    return capture;
  }

  private Capture known(String id) {
    Capture capture = byId.get(id);
    if (capture == null) {
      throw new NoSuchElementException("the fake has no capture with the id \"" + id + "\"");
    }
    return capture;
  }
}
