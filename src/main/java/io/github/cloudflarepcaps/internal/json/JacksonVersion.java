package io.github.cloudflarepcaps.internal.json;

import com.fasterxml.jackson.core.Version;
import com.fasterxml.jackson.core.json.PackageVersion;

/** Rejects a Jackson that lacks methods which the first response would call. */
public final class JacksonVersion {
  private static final int OLDEST_MAJOR = 2;
  private static final int OLDEST_MINOR = 18;

  private JacksonVersion() {}

  /**
   * Checks the jackson-core on the class path.
   *
   * @throws IllegalStateException if it is older than 2.18
   */
  public static void requireSupported() {
    requireSupported(PackageVersion.VERSION);
  }

  static void requireSupported(Version found) {
    if (isOlder(found) && !found.isUnknownVersion()) {
      throw new IllegalStateException(
          "this client needs jackson-core 2.18 or later, but the class path has "
              + number(found)
              + ": raise the version of Jackson (jackson-bom) in your build");
    }
  }

  /** Compares the numbers only: {@link Version#compareTo} compares the Maven coordinates first. */
  private static boolean isOlder(Version found) {
    return found.getMajorVersion() < OLDEST_MAJOR
        || (found.getMajorVersion() == OLDEST_MAJOR && found.getMinorVersion() < OLDEST_MINOR);
  }

  private static String number(Version version) {
    return version.getMajorVersion()
        + "."
        + version.getMinorVersion()
        + "."
        + version.getPatchLevel();
  }
}
