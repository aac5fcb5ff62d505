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

  /** The names of the capture's parts, sorted. */
  List<String> parts() {
    String prefix = prefix(destination);
    List<String> listed = list(prefix);
    TreeSet<String> parts = new TreeSet<>();
    for (String name : listed) {
      if (isPart(name)) {
        parts.add(name);
      }
    }
    if (parts.isEmpty()) {
      throw failure(nothingFound(prefix, listed), null, null);
    }
    return List.copyOf(parts);
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

  private boolean isPart(String name) {
    return name.substring(name.lastIndexOf('/') + 1).contains(pcapId)
        && ENDINGS.stream().anyMatch(name::endsWith);
  }

  private String nothingFound(String prefix, List<String> listed) {
    String shown = String.join(", ", listed.subList(0, Math.min(NAMES_SHOWN, listed.size())));
    return "the bucket "
        + destination
        + " holds no file of the capture: of the "
        + listed.size()
        + " objects listed for \""
        + Printable.of(prefix)
        + "\", none has the capture's id in its name and ends in .pcap or .pcapng, or either with"
        + " .gz"
        + (listed.isEmpty() ? "" : " (" + Printable.of(shown))
        + (listed.size() > NAMES_SHOWN ? ", …)" : listed.isEmpty() ? "" : ")");
  }

  private List<String> list(String prefix) {
    String call = "list(\"" + Printable.of(prefix) + "\")";
    try {
      // Copied here, since a list may fetch its pages only when it is read.
      return requireNames(reader.list(prefix), call);
    } catch (Exception e) {
      throw readerFailed(call, e, null);
    }
  }

  private List<String> requireNames(@Nullable List<String> listed, String call) {
    if (listed == null) {
      throw failure("the reader returned null for " + call, null, null);
    }
    List<String> names = new ArrayList<>();
    for (String name : listed) {
      if (name == null) {
        throw failure("the reader returned a name that is null for " + call, null, null);
      }
      names.add(name);
    }
    return names;
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
