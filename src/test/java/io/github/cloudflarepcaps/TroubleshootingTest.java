package io.github.cloudflarepcaps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The messages in the guide are those of the code. */
class TroubleshootingTest {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)`");
  private static final Pattern NOT_OURS =
      Pattern.compile("message|No packets matched.*|.* 40\\d.*");

  @Test
  void everyMessageIsInTheSources() throws IOException {
    String sources = stringsJoined(sources());
    List<String> messages =
        ROW.matcher(Guides.text(Guides.DIRECTORY.resolve("troubleshooting.md")))
            .results()
            .map(row -> row.group(1))
            .filter(message -> !NOT_OURS.matcher(message).matches())
            .toList();

    assertThat(messages).hasSizeGreaterThan(20);
    assertThat(messages.stream().flatMap(message -> Stream.of(message.split("…"))))
        .filteredOn(part -> !sources.contains(part.strip()))
        .isEmpty();
  }

  private static String sources() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(Guides::text)
          .collect(Collectors.joining());
    }
  }

  /** Joins concatenated string literals. */
  private static String stringsJoined(String source) {
    return source.replaceAll("\"\\s*\\+\\s*\"", "").replace("\\\\", "\\");
  }
}
