package io.github.cloudflarepcaps;

import io.github.cloudflarepcaps.internal.text.Printable;
import io.github.cloudflarepcaps.internal.text.UriQuery;
import io.github.cloudflarepcaps.model.Destination;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The bucket of one capture: finds its parts by their names, and reads them. */
final class PcapCollectBucket {
  private static final List<String> ENDINGS = List.of(".pcap", ".pcapng", ".pcap.gz", ".pcapng.gz");
  private static final int NAMES_SHOWN = 5;

  private final String pcapId;
  private final Destination destination;
  private final BucketReader reader;

  PcapCollectBucket(String pcapId, Destination destination, BucketReader reader) {
    this.pcapId = pcapId;
    this.destination = destination;
    this.reader = reader;
  }

  String pcapId() {
    return pcapId;
  }

  /** Lists the names of the capture's parts, sorted. */
  List<String> parts() {
    String prefix = prefix(destination);
    String call = "list(\"" + Printable.of(prefix) + "\")";
    try {
      List<String> listed = reader.list(prefix);
      if (listed == null) {
        throw failure("the reader returned null for " + call, null, null);
      }
      return parts(listed, call);
    } catch (Exception e) {
      throw readerFailed(call, e, null);
    }
  }

  /** Keeps the parts only: a bucket may hold millions of objects, in a list that pages lazily. */
  private List<String> parts(Iterable<String> listed, String call) {
    TreeSet<String> parts = new TreeSet<>();
    List<String> others = new ArrayList<>();
    long count = 0;
    for (String name : listed) {
      count++;
      if (name == null) {
        throw failure("the reader returned a name that is null for " + call, null, null);
      }
      if (isPart(name)) {
        parts.add(name);
      } else if (others.size() < NAMES_SHOWN) {
        others.add(Printable.of(name));
      }
    }
    if (parts.isEmpty()) {
      throw failure(nothingFound(call, count, others), null, null);
    }
    return List.copyOf(parts);
  }

  private boolean isPart(String name) {
    return name.substring(name.lastIndexOf('/') + 1).contains(pcapId)
        && ENDINGS.stream().anyMatch(name::endsWith);
  }

  private String nothingFound(String call, long count, List<String> names) {
    String some = String.join(", ", names) + (count > names.size() ? ", …" : "");
    return "the bucket "
        + destination
        + " holds no part of the capture: "
        + call
        + " returned "
        + (count == 0 ? "nothing" : count + " names (" + some + ")")
        + "; a part has the capture's id in its last segment and ends in .pcap or .pcapng, or"
        + " either with .gz";
  }

  /**
   * The directory that holds the parts, with a slash at its end; empty for the bucket itself. A
   * directory whose name has a placeholder, such as {@code {DATE}}, is not known before Cloudflare
   * writes to it: then it is the one that contains it.
   */
  static String prefix(Destination destination) {
    String base = UriQuery.of(destination.uri()).base();
    String[] bucketAndDirectory = base.substring(base.indexOf("://") + 3).split("/", 2);
    String directory = bucketAndDirectory.length < 2 ? "" : decoded(bucketAndDirectory[1]);
    int placeholder = directory.indexOf('{');
    if (placeholder >= 0) {
      return directory.substring(0, directory.lastIndexOf('/', placeholder) + 1);
    }
    return directory.isEmpty() || directory.endsWith("/") ? directory : directory + "/";
  }

  private static String decoded(String path) {
    try {
      return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return path; // no percent-encoding, so it is meant as it is
    }
  }

  /** The size of a part in bytes, negative if it is not known. */
  long size(String part) {
    try {
      return reader.size(part);
    } catch (Exception e) {
      throw readerFailed("size(\"" + Printable.of(part) + "\")", e, part);
    }
  }

  InputStream open(String part) {
    String call = "open(\"" + Printable.of(part) + "\")";
    InputStream stream;
    try {
      stream = reader.open(part);
    } catch (Exception e) {
      throw readerFailed(call, e, part);
    }
    if (stream == null) {
      throw failure("the reader returned null for " + call, null, part);
    }
    return stream;
  }

  private BucketException readerFailed(String call, Exception cause, @Nullable String part) {
    if (cause instanceof BucketException ours) {
      return ours;
    }
    return failure(
        "the reader threw " + cause.getClass().getSimpleName() + " for " + call, cause, part);
  }

  /** An exception about this capture; its cause, if any, comes from the user's reader. */
  BucketException failure(String message, @Nullable Exception cause, @Nullable String part) {
    // The exception of a storage client may quote the destination's keys.
    Exception shown = cause == null ? null : Redactor.of(destination).clean(cause);
    return new BucketException(message, shown, pcapId, part);
  }
}
