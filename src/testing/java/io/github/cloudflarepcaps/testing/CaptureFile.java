package io.github.cloudflarepcaps.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/** One file of a full capture: its name in the bucket and its bytes. */
final class CaptureFile {
  private final String name;
  private final byte[] bytes;

  private CaptureFile(String name, byte[] bytes) {
    this.name = name;
    this.bytes = bytes;
  }

  /**
   * The file of one machine. Cloudflare documents {@code pcap_<id>.pcap} for every machine, and not
   * what distinguishes them; here the second and later ones have a number.
   */
  static CaptureFile part(String id, int machine, byte[] bytes) {
    return new CaptureFile("pcap_" + id + (machine == 1 ? "" : "_" + machine) + ".pcap", bytes);
  }

  CaptureFile compressed() {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new CaptureFile(name + ".gz", compressed.toByteArray());
  }

  String name() {
    return name;
  }

  byte[] bytes() {
    return bytes;
  }
}
