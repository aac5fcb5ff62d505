package io.github.cloudflarepcaps;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes of all parts together. Workers count them, the calling thread alone reports them: so
 * the listener is called by one thread, and never with less than before.
 */
final class PcapCollectProgress {
  private final ProgressListener listener;
  private final List<Long> sizes;
  private final long total;
  private final long[] counted; // each element belongs to the worker that fetches the part
  private final AtomicLong soFar = new AtomicLong();
  private long reported; // belongs to the calling thread

  PcapCollectProgress(ProgressListener listener, List<Long> sizes) {
    this.listener = listener;
    this.sizes = sizes;
    this.total =
        sizes.stream().anyMatch(size -> size < 0)
            ? -1
            : sizes.stream().mapToLong(Long::longValue).sum();
    this.counted = new long[sizes.size()];
  }

  /** Counts what a part has received, unless an attempt before this one received as much. */
  void received(int part, long bytes) {
    long size = sizes.get(part);
    long valid = size < 0 ? bytes : Math.min(bytes, size);
    if (valid > counted[part]) {
      soFar.addAndGet(valid - counted[part]);
      counted[part] = valid;
    }
  }

  void report() {
    long now = soFar.get();
    if (now > reported) {
      reported = now;
      listener.onBytes(now, total);
    }
  }
}
