package io.github.cloudflarepcaps;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudflarepcaps.internal.net.UserAgent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The client names its own version, whatever becomes of resources in repackaged jars. */
class VersionTest {
  private static final Pattern VERSION =
      Pattern.compile("<artifactId>cloudflare-pcaps</artifactId>\\s*<version>([^<]+)</version>");

  @Test
  void constantIsTheVersionInThePom() throws IOException {
    Matcher pom = VERSION.matcher(Files.readString(Path.of("pom.xml")));
    assertThat(pom.find()).isTrue();
    assertThat(UserAgent.VERSION).isEqualTo(pom.group(1));
  }
}
