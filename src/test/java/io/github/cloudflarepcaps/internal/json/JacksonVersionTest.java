package io.github.cloudflarepcaps.internal.json;

import static io.github.cloudflarepcaps.Failing.failsWith;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.Version;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A Jackson that is too old is rejected by name and version before anything is sent. */
class JacksonVersionTest {
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
