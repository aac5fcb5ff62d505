package io.github.cloudflarepcaps.pcapfile;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Describes content that is not a capture, in words that are safe to print. */
final class FirstBytes {

  /** How much of the content is examined. */
  static final int LENGTH = 64;

  private static final int EXCERPT = 40;
  private static final int HEX_EXCERPT = 8;

  /** What compressed content begins with, and with what it was compressed. */
  private static final Map<String, String> PACKED =
      Map.of(
          "1f8b", "gzip twice", // once is read
          "1f9d", "compress",
          "28b52ffd", "zstd",
          "04224d18", "lz4",
          "02214c18", "lz4",
          "fd377a585a00", "xz",
          "425a68", "bzip2",
          "504b0304", "zip",
          "377abcaf271c", "7-Zip");

  private final byte[] bytes;

  FirstBytes(ByteBuffer content) {
    bytes = new byte[Math.min(LENGTH, content.remaining())];
    content.duplicate().get(bytes);
  }

  NotPcapException refuse(String name) {
    return new NotPcapException(name + " is not a capture file: it " + description());
  }

  private String description() {
    if (bytes.length == 0) {
      return "is empty";
    }
    String packed = packedWith();
    if (packed != null) {
      return "is compressed with " + packed + ": unpack it first";
    }
    if (!isText()) {
      return "begins with the bytes " + hex();
    }
    return "looks like " + kindOfText() + ": \"" + excerpt() + "\"";
  }

  private @Nullable String packedWith() {
    String start = HexFormat.of().formatHex(bytes);
    return PACKED.entrySet().stream()
        .filter(each -> start.startsWith(each.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }

  private boolean isText() {
    for (byte b : bytes) {
      boolean printable = (b >= ' ' && b != 0x7f) || b == '\n' || b == '\r' || b == '\t';
      // Bytes from 0x80 on may be UTF-8; text never begins with one.
      if (!printable && (b >= 0 || b == bytes[0])) {
        return false;
      }
    }
    return true;
  }

  private String kindOfText() {
    String start = ascii().strip().toLowerCase(Locale.ROOT);
    if (start.startsWith("{") || start.startsWith("[")) {
      return "JSON";
    }
    if (start.startsWith("<!doctype html") || start.startsWith("<html")) {
      return "HTML";
    }
    return start.startsWith("<") ? "XML or HTML" : "text";
  }

  private String excerpt() {
    String text = ascii().replaceAll("[^!-~]+", " ").strip();
    return text.length() > EXCERPT ? text.substring(0, EXCERPT) + "…" : text;
  }

  private String ascii() {
    return new String(bytes, StandardCharsets.US_ASCII);
  }

  private String hex() {
    return HexFormat.ofDelimiter(" ").formatHex(bytes, 0, Math.min(HEX_EXCERPT, bytes.length));
  }
}
