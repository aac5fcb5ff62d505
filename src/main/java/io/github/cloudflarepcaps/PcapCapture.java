package io.github.cloudflarepcaps;

import io.github.cloudflarepcaps.internal.file.ReplacedFile;
import io.github.cloudflarepcaps.internal.text.Printable;
import io.github.cloudflarepcaps.model.SimplePcap;
import io.github.cloudflarepcaps.model.SimplePcapRequest;
import io.github.cloudflarepcaps.pcapfile.PcapFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Create, await and download in one; the capture's id is in every exception from the second step
 * on.
 */
final class PcapCapture {
  private final PcapService pcaps;
  private final SimplePcapRequest request;
  private final Path file;
  private final WaitOptions options;

  PcapCapture(PcapService pcaps, SimplePcapRequest request, Path file, WaitOptions options) {
    this.pcaps = pcaps;
    this.request = Objects.requireNonNull(request, "request");
    this.file = Objects.requireNonNull(file, "file");
    this.options = Objects.requireNonNull(options, "options");
  }

  PcapFile run() {
    requireWritable();
    SimplePcap pcap = create();
    String id = pcap.id();
    if (id == null) {
      throw new UnexpectedResponseException(
          "the capture was created, but the answer has no id: look at the list()",
          CallContext.none());
    }
    if (!PathSegment.isValid(id)) {
      throw new UnexpectedResponseException(
          "the capture was created, but its id cannot be asked for: " + Printable.of(id),
          CallContext.ofPcap(id));
    }
    step(2, "await", id, () -> pcaps.await(id, options));
    return step(3, "download", id, () -> pcaps.downloadTo(id, file));
  }

  /** One simple capture a minute is allowed: none is spent on a file that cannot be written. */
  private void requireWritable() {
    try {
      ReplacedFile.create(file, 0).close();
    } catch (IOException e) {
      throw new UnwritableFileException(file, e);
    }
  }

  private SimplePcap create() {
    try {
      return pcaps.create(request);
    } catch (CloudflareException e) {
      throw e.during("step 1 of 3, create", e.pcapId());
    }
  }

  private static <T> T step(int number, String name, String id, Supplier<T> work) {
    String step = "capture " + id + ", step " + number + " of 3, " + name;
    try {
      return work.get();
    } catch (CloudflareException e) {
      throw e.during(step, id);
    } catch (UnwritableFileException e) {
      throw e.during(step);
    } catch (RuntimeException e) { // of the user's own code: it comes out as it is, with a note
      e.addSuppressed(new Exception(step));
      throw e;
    }
  }
}
