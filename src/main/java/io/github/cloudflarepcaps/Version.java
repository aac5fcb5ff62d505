package io.github.cloudflarepcaps;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** What this client calls itself: {@code cloudflare-pcaps-java/1.2.3}. */
final class Version {
  static final String USER_AGENT = "cloudflare-pcaps-java/" + read();

  private Version() {}

  private static String read() {
    try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version", "unknown");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
