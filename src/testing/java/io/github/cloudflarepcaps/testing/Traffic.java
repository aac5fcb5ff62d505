package io.github.cloudflarepcaps.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The packets of one capture in order of time, from eight flows that all match the filter. The id
 * seeds them: a capture always has the same packets.
 */
final class Traffic {
  private static final int FLOWS = 8;
  private static final int SAMPLED_PER_SECOND = 50;
  private static final int PER_SECOND = 200;
  private static final int MAX_PACKETS = 5000;

  private final String id;
  private final Match match;
  private final Instant from;
  private final Instant to;
  private final int limit;
  private final @Nullable Long byteLimit;

  private Traffic(
      String id, Match match, Instant from, Instant to, int limit, @Nullable Long byteLimit) {
    this.id = id;
    this.match = match;
    this.from = from;
    this.to = to;
    this.limit = limit;
    this.byteLimit = byteLimit;
  }

  /** Traffic before the request: fifty packets a second, up to the packet limit. */
  static Traffic simple(String id, CaptureRequest request, Instant end) {
    long sampled = (long) SAMPLED_PER_SECOND * request.timeLimit();
    Instant start = end.minusSeconds(request.timeLimit());
    return new Traffic(id, request.match(), start, end, limit(request, sampled), null);
  }

  /** Traffic from the start of the capture on: 200 packets a second, at least 200, at most 5000. */
  static Traffic full(
      String id, CaptureRequest request, @Nullable Long byteLimit, Instant start, Instant end) {
    long seconds = Math.max(1, Duration.between(start, end).toSeconds());
    long passing = Math.min(MAX_PACKETS, PER_SECOND * seconds);
    return new Traffic(id, request.match(), start, end, limit(request, passing), byteLimit);
  }

  private static int limit(CaptureRequest request, long passing) {
    Integer limit = request.packetLimit();
    return (int) (limit == null ? passing : Math.min(limit, passing));
  }

  /** Receives the packets one after the other. */
  @FunctionalInterface
  interface Sink {
    void packet(long micros, byte[] frame);
  }

  int packets() {
    int[] packets = {0};
    forEach((micros, frame) -> packets[0]++);
    return packets[0];
  }

  void forEach(Sink sink) {
    if (!match.isPossible()) {
      return;
    }
    SplittableRandom random = new SplittableRandom(seed(id));
    List<Flow> flows = flows(random);
    long start = micros(from);
    long length = micros(to) - start;
    long bytes = 0;
    for (int i = 0; i < limit; i++) {
      byte[] frame = flows.get(random.nextInt(FLOWS)).next();
      bytes += frame.length;
      if (byteLimit != null && bytes > byteLimit) {
        return;
      }
      sink.packet(start + (long) (length * ((i + random.nextDouble()) / limit)), frame);
    }
  }

  private List<Flow> flows(SplittableRandom random) {
    List<Flow> flows = new ArrayList<>();
    for (int i = 0; i < FLOWS; i++) {
      flows.add(new Flow(match, i, random.split()));
    }
    return flows;
  }

  static long seed(String id) {
    return Long.parseUnsignedLong(id.substring(0, 16), 16);
  }

  private static long micros(Instant time) {
    return time.getEpochSecond() * 1_000_000 + time.getNano() / 1000;
  }
}
