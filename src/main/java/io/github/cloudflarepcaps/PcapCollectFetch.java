package io.github.cloudflarepcaps;

import io.github.cloudflarepcaps.internal.file.TemporaryDirectory;
import io.github.cloudflarepcaps.internal.file.UnwritableFileException;
import io.github.cloudflarepcaps.internal.text.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Fetches the parts of a capture into files, each a second time if its stream breaks. */
final class PcapCollectFetch {
  private static final int BUFFER = 1 << 16;

  private final PcapCollectBucket bucket;
  private final List<String> names;
  private final List<Long> sizes;
  private final TemporaryDirectory files;
  private final Progress progress;
  private final PcapCollectWorkers workers;
  private final CallScope scope;
  private final Path target;

  PcapCollectFetch(
      PcapCollectBucket bucket,
      List<String> names,
      List<Long> sizes,
      TemporaryDirectory files,
      Progress progress,
      PcapCollectWorkers workers,
      CallScope scope,
      Path target) {
    this.bucket = bucket;
    this.names = names;
    this.sizes = sizes;
    this.files = files;
    this.progress = progress;
    this.workers = workers;
    this.scope = scope;
    this.target = target;
  }

  /** Fetches one part; returns its file. */
  Path fetch(int part) {
    try {
      attempt(part);
    } catch (BrokenStreamException first) {
      fetchAgain(part, first);
    }
    return files.path(part);
  }

  private void fetchAgain(int part, BrokenStreamException first) {
    if (workers.isClosed()) {
      return; // closing it broke the stream, and nobody waits for it
    }
    try {
      attempt(part);
    } catch (BrokenStreamException second) {
      Exception cause = second.why();
      if (cause != first.why()) {
        cause.addSuppressed(first.why());
      }
      String name = names.get(part);
      throw bucket.failure(
          "the part " + Printable.of(name) + " could not be read in two attempts", cause, name);
    }
  }

  private void attempt(int part) throws BrokenStreamException {
    long received;
    try (Source source = new Source(bucket.open(names.get(part)))) {
      received = copy(part, source);
    }
    long size = sizes.get(part);
    if (size >= 0 && received != size) {
      throw new BrokenStreamException(
          new IOException("received " + received + " bytes, but its size is " + size));
    }
  }

  private long copy(int part, Source source) throws BrokenStreamException {
    byte[] buffer = new byte[BUFFER];
    long received = 0;
    try (OutputStream out = files.open(part)) {
      for (int n = source.read(buffer); n >= 0; n = source.read(buffer)) {
        out.write(buffer, 0, n);
        received += n;
        progress.received(part, received);
        scope.touch();
        workers.progress();
      }
    } catch (IOException e) {
      throw new UnwritableFileException(target, e);
    }
    return received;
  }

  /** The stream of a part. Whatever it throws is a reason to fetch the part again. */
  private final class Source implements AutoCloseable {
    private final InputStream stream;

    Source(InputStream stream) {
      this.stream = stream;
      workers.add(stream);
    }

    int read(byte[] buffer) throws BrokenStreamException {
      try {
        return stream.read(buffer);
      } catch (Exception e) {
        throw new BrokenStreamException(e);
      }
    }

    /** Some streams report only here that they are incomplete, as that of a process does. */
    @Override
    public void close() throws BrokenStreamException {
      workers.remove(stream);
      try {
        stream.close();
      } catch (Exception e) {
        throw new BrokenStreamException(e);
      }
    }
  }

  /** A second attempt to fetch the part may succeed. */
  private static final class BrokenStreamException extends Exception {
    private static final long serialVersionUID = 1;

    private final Exception why;

    BrokenStreamException(Exception why) {
      super(why);
      this.why = why;
    }

    Exception why() {
      return why;
    }
  }

  /**
   * The bytes of all parts together. Workers count them, and only the calling thread reports them,
   * so that a listener is called by one thread and its count never decreases.
   */
  static final class Progress {
    private final ProgressListener listener;
    private final List<Long> sizes;
    private final long total;
    private final long[] counted; // each element belongs to the worker that fetches the part
    private final AtomicLong soFar = new AtomicLong();
    private long reported; // belongs to the calling thread

    Progress(ProgressListener listener, List<Long> sizes) {
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
}
