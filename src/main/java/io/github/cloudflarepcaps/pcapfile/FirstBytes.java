package io.github.cloudflarepcaps.pcapfile;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says what content that is not a capture looks like, in words that are safe to print. */
final class FirstBytes {

  /** How much of the content is looked at. */
  static final int LENGTH = 64;

  private static final int EXCERPT = 40;
  private static final int HEX_EXCERPT = 8;

  private final byte[] bytes;

  FirstBytes(ByteBuffer content) {
    bytes = new byte[Math.min(LENGTH, content.remaining())];
    content.duplicate().get(bytes);
  }

  NotPcapException refuse(String name) {
    return new NotPcapException(name + " is not a capture file: it " + look());
  }

  private String look() {
    if (bytes.length == 0) {
      return "is empty";
    }
    String packed = packedWith();
    if (packed != null) {
      return "is compressed with " + packed + ", unpack it first";
    }
    if (!isText()) {
      return "begins with the bytes " + hex();
    }
    return "looks like " + kindOfText() + ": \"" + excerpt() + "\"";
  }

  private @Nullable String packedWith() {
    String hex = HexFormat.of().formatHex(bytes);
    if (hex.startsWith("1f8b")) {
      return "gzip";
    }
    if (hex.startsWith("504b0304")) {
      return "zip";
    }
    return hex.startsWith("28b52ffd") ? "zstd" : null;
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
