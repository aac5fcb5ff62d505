package io.github.cloudflarepcaps.pcapfile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/** Compresses bytes with gzip. */
public final class GzipBytes {

  private GzipBytes() {}

  /** One member for each array. */
  public static byte[] gzip(byte[]... members) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] member : members) {
      try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
        gzip.write(member);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return out.toByteArray();
  }
}
