package io.github.cloudflarepcaps;

import static io.github.cloudflarepcaps.Failing.failsWith;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.Version;
import io.github.cloudflarepcaps.internal.json.JacksonVersion;
import io.github.cloudflarepcaps.internal.net.UserAgent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The versions a client depends on: its own, and Jackson's. */
class VersionTest {
  private static final Pattern VERSION =
      Pattern.compile("<artifactId>cloudflare-pcaps</artifactId>\\s*<version>([^<]+)</version>");

  @Test
  void constantIsTheVersionInThePom() throws IOException {
    Matcher pom = VERSION.matcher(Files.readString(Path.of("pom.xml")));
    assertThat(pom.find()).isTrue();
    assertThat(UserAgent.VERSION).isEqualTo(pom.group(1));
  }

  private static Version jackson(String version) {
    String[] parts = version.split("\\.");
    return new Version(
        Integer.parseInt(parts[0]),
        Integer.parseInt(parts[1]),
        Integer.parseInt(parts[2]),
        null,
        "com.fasterxml.jackson.core",
        "jackson-core");
  }

  @ParameterizedTest
  @CsvSource({"2.17.3", "2.15.4", "2.9.0"})
  void oldJacksonIsRejected(String version) {
    IllegalStateException e =
        failsWith(
            IllegalStateException.class, () -> JacksonVersion.requireSupported(jackson(version)));
    assertThat(e)
        .hasMessage(
            "this client needs jackson-core 2.18 or later, but the class path has "
                + version
                + ": raise the version of Jackson (jackson-bom) in your build");
  }

  @ParameterizedTest
  @CsvSource({"2.18.0", "2.21.8", "2.22.1", "3.0.0"})
  void supportedJacksonIsAccepted(String version) {
    JacksonVersion.requireSupported(jackson(version));
    assertThat(jackson(version).isUnknownVersion()).isFalse();
  }
}
