package io.github.cloudflarepcaps;

import io.github.cloudflarepcaps.internal.text.Printable;
import io.github.cloudflarepcaps.pcapfile.PcapMerger.BadPart;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Handles the bad parts of a merge: reports them to a listener, by their names in the bucket;
 * without a listener, the first one ends the merge.
 */
final class PcapCollectBadParts implements Consumer<BadPart> {
  private final PcapCollectBucket bucket;
  private final List<String> names;
  private final List<Path> files;
  private final @Nullable Consumer<? super BadPart> listener;
  private @Nullable Throwable thrown; // by the listener; belongs to the merging thread

  PcapCollectBadParts(
      PcapCollectBucket bucket,
      List<String> names,
      List<Path> files,
      @Nullable Consumer<? super BadPart> listener) {
    this.bucket = bucket;
    this.names = names;
    this.files = files;
    this.listener = listener;
  }

  @Override
  public void accept(BadPart bad) {
    int part = indexOf(bad);
    String name = names.get(part);
    if (listener == null) {
      throw bucket.failure(
          "the part " + Printable.of(name) + is(bad.reason()) + ": " + message(bad, "it"),
          null,
          name);
    }
    try {
      listener.accept(
          new BadPart(name, bad.reason(), bad.packets(), message(bad, Printable.of(name))));
    } catch (Throwable e) {
      thrown = e;
      throw e;
    }
  }

  private static String is(BadPart.Reason reason) {
    return switch (reason) {
      case NOT_A_CAPTURE -> " is not a capture";
      case TRUNCATED -> " is truncated";
      case DAMAGED -> " is damaged";
    };
  }

  /** The merge knows parts by their temporary files. */
  private static String message(BadPart bad, String name) {
    return bad.message().replace(bad.part(), name);
  }

  private int indexOf(BadPart bad) {
    for (int i = 0; i < files.size(); i++) {
      if (files.get(i).toString().equals(bad.part())) {
        return i;
      }
    }
    throw new IllegalArgumentException("unknown part " + bad);
  }

  /** Converts an exception of the merge, which names parts by their files. */
  RuntimeException failure(IOException e) {
    if (e == thrown) {
      PcapCollectWorkers.<RuntimeException>rethrow(e); // Kotlin's listeners throw it too
    }
    String message = String.valueOf(e.getMessage());
    for (int i = 0; i < files.size(); i++) {
      message = message.replace(files.get(i).toString(), Printable.of(names.get(i)));
    }
    return bucket.failure("the parts cannot be merged: " + message, null, null);
  }
}
