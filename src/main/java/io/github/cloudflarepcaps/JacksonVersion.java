package io.github.cloudflarepcaps;

import com.fasterxml.jackson.core.Version;
import com.fasterxml.jackson.core.json.PackageVersion;

/** Rejects a Jackson that lacks methods which the first response would call. */
final class JacksonVersion {
  private static final Version OLDEST = new Version(2, 18, 0, null, null, null);

  private JacksonVersion() {}

  /**
   * Checks the jackson-core on the class path.
   *
   * @throws IllegalStateException if it is older than 2.18
   */
  static void requireSupported() {
    requireSupported(PackageVersion.VERSION);
  }

  static void requireSupported(Version found) {
    if (found.compareTo(OLDEST) < 0 && !found.isUnknownVersion()) {
      throw new IllegalStateException(
          "this client needs jackson-core 2.18 or later, but the class path has "
              + found
              + ": raise the version of Jackson (jackson-bom) in your build");
    }
  }
}
