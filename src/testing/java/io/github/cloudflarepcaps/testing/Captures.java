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

/** The account's captures, newest last, and the six operations on them. */
final class Captures {
  private static final int LISTED = 50;
  private static final Duration SIMPLE_INTERVAL = Duration.ofMinutes(1);

  private final Clock clock;
  private final boolean apiLimits;
  private final boolean compressedParts;
  private final Buckets buckets;
  private final Map<String, Capture> byId = new LinkedHashMap<>();
  private final List<Capture> inOrder = new ArrayList<>();
  private @Nullable Instant lastSimple;

  Captures(Clock clock, boolean apiLimits, boolean compressedParts, Buckets buckets) {
    this.clock = clock;
    this.apiLimits = apiLimits;
    this.compressedParts = compressedParts;
    this.buckets = buckets;
  }

  // Reading bodies, writing responses and making files take time: they are done outside the lock.

  Response list() {
    List<ObjectNode> newest = pollNewest();
    return Envelopes.list(newest, LISTED, newest.size());
  }

  Response get(String id) {
    return Envelopes.result(poll(id));
  }

  Response create(byte[] body) {
    Instant now = Timestamps.now(clock);
    return Envelopes.result(add(RequestBody.capture(body, now), now));
  }

  private synchronized List<ObjectNode> pollNewest() {
    List<ObjectNode> newest = new ArrayList<>();
    for (int i = inOrder.size() - 1; i >= 0 && newest.size() < LISTED; i--) {
      newest.add(poll(inOrder.get(i)));
    }
    return newest;
  }

  private synchronized ObjectNode poll(String id) {
    return poll(existing(id));
  }

  private synchronized ObjectNode add(CaptureRequest request, Instant now) {
    if (request.full() == null) {
      checkLastSimple(now);
      lastSimple = now;
    } else {
      buckets.requireValidated(request.full().bucket());
      checkNoFullCaptureRuns(now);
    }
    Capture capture = new Capture(Ids.next(), request, now);
    byId.put(capture.id(), capture);
    inOrder.add(capture);
    return capture.json(now);
  }

  synchronized Response stop(String id) {
    Capture capture = existing(id);
    if (capture.isSimple()) {
      throw Rejection.of(400, Rejection.NOT_POSSIBLE, "a simple capture cannot be stopped");
    }
    if (capture.isDone()) {
      throw Rejection.of(
          400,
          Rejection.NOT_POSSIBLE,
          "the capture is not running: its status is " + capture.status());
    }
    capture.stop(Timestamps.now(clock));
    return Response.noContent();
  }

  Response download(String id) {
    return Response.of(200, "application/vnd.tcpdump.pcap", downloadable(id).file());
  }

  private synchronized Capture downloadable(String id) {
    Capture capture = existing(id);
    if (!capture.isSimple()) {
      throw Rejection.of(
          400, Rejection.NOT_POSSIBLE, "a full capture is in its bucket and cannot be downloaded");
    }
    if (!capture.isSuccessful()) {
      throw Rejection.of(
          400,
          Rejection.NOT_POSSIBLE,
          "the capture has no file: its status is " + capture.status());
    }
    return capture;
  }

  /** Completes a capture now. */
  synchronized void finish(String id) {
    Capture capture = known(id);
    if (!capture.isSuccessful()) {
      complete(capture);
    }
  }

  synchronized void fail(String id, String message) {
    known(id).fail(message, Timestamps.now(clock));
  }

  private ObjectNode poll(Capture capture) {
    Instant now = Timestamps.now(clock);
    if (capture.poll(now)) {
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
    for (CaptureFile part : capture.parts(compressedParts)) {
      String failure = buckets.put(bucket, part.name(), part.bytes());
      if (failure != null) {
        capture.fail(failure, now);
        return;
      }
    }
  }

  private void checkLastSimple(Instant now) {
    if (!apiLimits || lastSimple == null) {
      return;
    }
    Duration left = Duration.between(now, lastSimple.plus(SIMPLE_INTERVAL));
    if (left.compareTo(Duration.ZERO) > 0) {
      throw Rejection.tooMany("only one simple capture can be requested per minute", left);
    }
  }

  private void checkNoFullCaptureRuns(Instant now) {
    for (Capture other : inOrder) {
      if (apiLimits && other.isCapturing(now)) {
        throw Rejection.of(
            409,
            Rejection.NOT_POSSIBLE,
            "only one full capture can be pending or running, now " + other.id());
      }
    }
  }

  private Capture existing(String id) {
    Capture capture = byId.get(id);
    if (capture == null) {
      throw Rejection.of(404, Rejection.NOT_FOUND, "there is no capture with this id");
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
