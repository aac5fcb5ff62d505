package io.github.cloudflarepcaps;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A request that {@link RawServer} received: its method and path below the account, and its body.
 */
record RawRequest(String line, String body) {

  /** Reads a complete request; null if the connection ended before. */
  static @Nullable RawRequest read(InputStream in) throws IOException {
    String head = head(in);
    if (head.isEmpty()) {
      return null;
    }
    byte[] body = {};
    for (String line : head.split("\r\n")) {
      if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        body = in.readNBytes(Integer.parseInt(line.substring(15).strip()));
      }
    }
    String line = head.substring(0, head.indexOf(" HTTP/1.1"));
    return new RawRequest(
        line.replace("/client/v4/accounts/" + Given.ACCOUNT, ""),
        new String(body, StandardCharsets.UTF_8));
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int last = 0;
    for (int b = in.read(); b >= 0; b = in.read()) {
      head.write(b);
      last = last << 8 | b;
      if (last == 0x0d0a0d0a) {
        return head.toString(StandardCharsets.ISO_8859_1);
      }
    }
    return "";
  }
}
