package io.github.cloudflarepcaps;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudflarepcaps.testing.FakeCloudflare;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java code of the README and the guides compiles without warnings, and runs where it can. */
class ReadmeTest {
  /** Declares what the snippets assume. */
  private static final String AROUND =
      """
      @NullMarked
      class Around {
        static final CloudflareClient client = CloudflareClient.fromEnv();
        static final String account = System.getenv("CLOUDFLARE_ACCOUNT_ID");
        static String readSecret(String name) { return System.getenv(name); }
        static String readFromBucket(String name) { return name; }
        static List<Path> fetchParts(String pcapId) { return List.of(Path.of(pcapId)); }
        static final String pcapId = "0123456789abcdef0123456789abcdef";
        static Destination destination() { return Destination.s3("my-captures/edge", "us-east-1"); }
        static BucketReader bucketReader() { throw new UnsupportedOperationException(); }
      }
      """;

  /** The build compiles these sources with NullAway as well. */
  private static final Path SOURCES = Path.of("target/guides");

  @TempDir Path directory;

  @Test
  void everySnippetCompilesAndRunnableOnesRun() throws Exception {
    compile(Guides.snippets());
    try (FakeCloudflare fake = FakeCloudflare.start()) {
      Program.Result run = Program.java(directory, "RunGuides", directory).against(fake).run();
      assertThat(run.output()).contains("Destination port", "SUCCESS", "without a file");
      assertThat(run.status()).as(run.output()).isZero();
    }
  }

  @Test
  void snippetsFromFilesAreInThem() throws IOException {
    assertThat(Guides.snippets())
        .filteredOn(Snippet::isPartOfFile)
        .allSatisfy(
            snippet ->
                assertThat(unindented(Guides.text(snippet.origin())))
                    .contains(unindented(snippet.code())));
  }

  @Test
  void frontPageIsShort() throws IOException {
    assertThat(Files.readAllLines(Guides.README)).hasSizeLessThanOrEqualTo(200);
    assertThat(Files.readAllLines(Guides.README).indexOf("```java")).isLessThan(30);
  }

  @Test
  void everyNamedTestExists() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      List<String> tests = files.map(file -> file.getFileName().toString()).toList();
      Pattern name = Pattern.compile("`(\\w+Test)`");
      assertThat(Guides.all().stream().flatMap(file -> name.matcher(Guides.text(file)).results()))
          .isNotEmpty()
          .allSatisfy(named -> assertThat(tests).contains(named.group(1) + ".java"));
    }
  }

  private void compile(List<Snippet> snippets) throws IOException {
    deleteOldSources();
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("-Xlint:all,-processing,-classfile,-try", "-Werror", "-proc:none"));
    arguments.addAll(List.of("-cp", Program.classPath(), "-d", directory.toString()));
    arguments.add(write("Around", Snippet.IMPORTS + AROUND));
    arguments.add(write("RunGuides", Snippet.IMPORTS + runner(snippets)));
    for (Snippet snippet : snippets) {
      if (!snippet.isPartOfFile()) {
        arguments.add(write(snippet.className(), snippet.source()));
      }
    }
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    assertThat(status).as("javac's exit code").isZero();
  }

  private static void deleteOldSources() throws IOException {
    Files.createDirectories(SOURCES);
    try (Stream<Path> files = Files.list(SOURCES)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }

  private static String write(String className, String source) throws IOException {
    Path file = SOURCES.resolve(className + ".java");
    return Files.writeString(file, source).toString();
  }

  private static String runner(List<Snippet> snippets) {
    return snippets.stream()
        .filter(Snippet::isRun)
        .map(Snippet::call)
        .collect(
            Collectors.joining(
                "",
                "class RunGuides {\npublic static void main(String[] args) throws Exception {\n",
                "Around.client.close();\n}\n}\n"));
  }

  private static String unindented(String code) {
    return code.lines().map(String::strip).collect(Collectors.joining("\n"));
  }
}
