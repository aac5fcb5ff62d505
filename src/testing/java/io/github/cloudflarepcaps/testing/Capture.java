package io.github.cloudflarepcaps.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One capture and its status. Every poll by get or list advances it by one step. A simple capture
 * is pending, running, success. A full one is pending, running until it is stopped or its time
 * limit has passed, then conversion_running, success. A step also ends after a second of the clock.
 */
final class Capture {
  static final String NO_MATCH = "No packets matched the filter in the time limit given";

  private static final Duration STEP = Duration.ofSeconds(1);

  private final String id;
  private final CaptureRequest request;
  private final Instant submitted;
  private Status status = Status.PENDING;
  private @Nullable Instant stopRequested;
  private @Nullable Instant ended;
  private @Nullable String errorMessage;

  Capture(String id, CaptureRequest request, Instant submitted) {
    this.id = id;
    this.request = request;
    this.submitted = submitted;
  }

  private enum Status {
    PENDING,
    RUNNING,
    CONVERSION_RUNNING,
    SUCCESS,
    FAILED;

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  String id() {
    return id;
  }

  CaptureRequest.@Nullable Full full() {
    return request.full();
  }

  boolean isSimple() {
    return request.full() == null;
  }

  boolean isDone() {
    return status == Status.SUCCESS || status == Status.FAILED;
  }

  boolean isSuccessful() {
    return status == Status.SUCCESS;
  }

  /** Whether this is a full capture that is still running, of which an account has at most one. */
  boolean isCapturing(Instant now) {
    return !isSimple() && !isDone() && end(now) == null;
  }

  String status() {
    return status.text();
  }

  /** Advances the status. Returns whether the capture is now ready to {@link #succeed}. */
  boolean poll(Instant now) {
    if (isDone()) {
      return false;
    }
    return isSimple() ? pollSimple(now) : pollFull(now);
  }

  private boolean pollSimple(Instant now) {
    boolean ready = status == Status.RUNNING || !now.isBefore(submitted.plus(STEP));
    status = Status.RUNNING;
    return ready;
  }

  private boolean pollFull(Instant now) {
    Instant end = end(now);
    if (end == null) {
      status = Status.RUNNING;
      return false;
    }
    boolean ready = status == Status.CONVERSION_RUNNING || !now.isBefore(end.plus(STEP));
    status = Status.CONVERSION_RUNNING;
    ended = end;
    return ready;
  }

  /** When the capture of packets ended; null while it continues. */
  private @Nullable Instant end(Instant now) {
    Instant limit = submitted.plusSeconds(request.timeLimit());
    if (stopRequested != null && stopRequested.isBefore(limit)) {
      return stopRequested;
    }
    return now.isBefore(limit) ? null : limit;
  }

  /** Ends the capture of packets. Idempotent. */
  void stop(Instant now) {
    if (stopRequested == null) {
      stopRequested = now;
    }
  }

  /** Ends as success, or as failed if no packet can match the filter. */
  void succeed(Instant now) {
    if (ended == null) {
      ended = now;
    }
    if (request.match().isPossible()) {
      status = Status.SUCCESS;
      errorMessage = null;
    } else {
      fail(NO_MATCH, now);
    }
  }

  void fail(String message, Instant now) {
    status = Status.FAILED;
    errorMessage = message;
    if (ended == null) {
      ended = now;
    }
  }

  byte[] file() {
    return PcapBytes.simple(traffic(submitted));
  }

  /** The files of a full capture, one for each machine; the last machine saw no packet. */
  List<CaptureFile> parts(boolean compressed) {
    long seed = Traffic.seed(id);
    int machines = 2 + (int) (seed & 1);
    List<byte[]> parts = PcapBytes.parts(traffic(submitted), machines, seed);
    List<CaptureFile> files = new ArrayList<>();
    for (int machine = 1; machine <= parts.size(); machine++) {
      CaptureFile file = CaptureFile.part(id, machine, parts.get(machine - 1));
      files.add(compressed && machine == 2 ? file.compressed() : file);
    }
    return files;
  }

  private Traffic traffic(Instant now) {
    CaptureRequest.Full full = request.full();
    if (full == null) {
      Instant end = request.offsetTime() == null ? submitted : request.offsetTime();
      return Traffic.simple(id, request, end);
    }
    return Traffic.full(id, request, full.byteLimit(), submitted, ended == null ? now : ended);
  }

  ObjectNode json(Instant now) {
    ObjectNode json = Envelopes.object();
    json.put("id", id);
    json.put("submitted", Timestamps.write(submitted));
    json.set("filter_v1", request.filter().deepCopy());
    json.put("time_limit", request.timeLimit());
    json.put("status", status.text());
    json.put("type", isSimple() ? "simple" : "full");
    json.put("system", "magic-transit");
    if (request.full() == null) {
      simpleFields(json);
    } else {
      fullFields(json, request.full(), now);
    }
    if (errorMessage != null) {
      json.put("error_message", errorMessage);
    }
    return json;
  }

  private void simpleFields(ObjectNode json) {
    json.put("packets_remaining", 0);
    if (request.offsetTime() != null) {
      json.put("offset_time", request.offsetTime().toString());
    }
  }

  private void fullFields(ObjectNode json, CaptureRequest.Full full, Instant now) {
    json.put("colo_name", full.coloName());
    json.put("destination_conf", full.bucket().withoutSecrets().uri());
    json.put("packets_captured", status == Status.PENDING ? 0 : traffic(now).packets());
    if (full.byteLimit() != null) {
      json.put("byte_limit", full.byteLimit());
    }
    if (request.packetLimit() != null) {
      json.put("packet_limit", request.packetLimit());
    }
    if (stopRequested != null) {
      json.put("stop_requested", Timestamps.write(stopRequested));
    }
  }
}
