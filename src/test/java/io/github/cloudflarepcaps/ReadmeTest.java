package io.github.cloudflarepcaps;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudflarepcaps.testing.FakeCloudflare;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The README's Java compiles and, where {@code <!-- run -->} stands before it, runs. Where {@code
 * <!-- from a/file -->} stands, it is a part of that file, which is compiled elsewhere.
 */
class ReadmeTest {
  private static final Pattern BLOCK =
      Pattern.compile("(?ms)^(?:<!-- (run|from \\S+) -->\\n)?```java\\n(.*?)^```$");
  private static final Pattern CLASS = Pattern.compile("(?m)^(?:final )?class (\\w+)");
  private static final String IMPORTS =
      """
      import static org.junit.jupiter.api.Assertions.*;
      import io.github.cloudflarepcaps.*;
      import io.github.cloudflarepcaps.model.*;
      import io.github.cloudflarepcaps.pcapfile.*;
      import io.github.cloudflarepcaps.testing.*;
      import java.nio.file.*;
      import java.time.*;
      import java.util.*;
      import java.util.concurrent.*;
      import org.junit.jupiter.api.Test;
      """;

  /** What the blocks take for granted. */
  private static final String AROUND =
      """
      class Around {
        static CloudflareClient client;
        static String account = System.getenv("CLOUDFLARE_ACCOUNT_ID");
        static String readSecret(String name) { return ""; }
        static String readFromBucket(String name) { return ""; }
        static List<Path> fetchParts(String pcapId) { return List.of(); }
      }
      """;

  @TempDir Path folder;
  private List<Block> blocks;

  @BeforeEach
  void readBlocks() throws IOException {
    blocks = new ArrayList<>();
    Matcher block = BLOCK.matcher(Files.readString(Path.of("README.md")));
    while (block.find()) {
      String mark = block.group(1) == null ? "" : block.group(1);
      blocks.add(new Block(blocks.size() + 1, mark, block.group(2)));
    }
  }

  @Test
  void everyBlockCompilesAndThoseThatCanRun() throws Exception {
    compile();
    try (FakeCloudflare fake = FakeCloudflare.start()) {
      Program.Result run = Program.java(folder, "RunReadme", folder).talkingTo(fake).run();
      assertThat(run.output()).contains("packets, the last at", "SUCCESS", "without a file");
      assertThat(run.status()).as(run.output()).isZero();
    }
  }

  @Test
  void blocksFromFilesAreInThem() throws IOException {
    for (Block block : blocks) {
      if (block.isPartOfFile()) {
        Path file = Path.of(block.mark().substring("from ".length()));
        assertThat(unindented(Files.readString(file))).contains(unindented(block.code()));
      }
    }
  }

  @Test
  void theFirstBlockComesEarlyAndIsShort() throws IOException {
    List<String> lines = Files.readAllLines(Path.of("README.md"));
    assertThat(lines.indexOf("```java")).isLessThan(20);
    assertThat(blocks.get(0).code().lines()).hasSizeLessThanOrEqualTo(12);
  }

  @Test
  void everyTestItNamesIsThere() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      String tests = files.map(Path::getFileName).map(Path::toString).collect(Collectors.joining());
      Matcher named =
          Pattern.compile("`(\\w+Test)`").matcher(Files.readString(Path.of("README.md")));
      assertThat(named.results().map(result -> result.group(1) + ".java"))
          .isNotEmpty()
          .allMatch(tests::contains);
    }
  }

  private void compile() throws IOException {
    List<String> files = new ArrayList<>();
    files.add(write("Around", IMPORTS + AROUND));
    files.add(write("RunReadme", IMPORTS + runner()));
    for (Block block : blocks) {
      if (!block.isPartOfFile()) {
        files.add(write(block.className(), IMPORTS + block.source()));
      }
    }
    List<String> options =
        List.of("-proc:none", "-cp", Program.classPath(), "-d", folder.toString());
    List<String> arguments = new ArrayList<>(options);
    arguments.addAll(files);
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    assertThat(status).as("javac's exit code").isZero();
  }

  private String write(String className, String source) throws IOException {
    Path file = folder.resolve(className + ".java");
    return Files.writeString(file, source).toString();
  }

  private String runner() {
    String calls =
        blocks.stream().filter(Block::isRun).map(Block::call).collect(Collectors.joining());
    return "class RunReadme extends Around {\n"
        + "public static void main(String[] args) throws Exception {\n"
        + "client = CloudflareClient.fromEnv();\n"
        + calls
        + "client.close();\n}\n}\n";
  }

  private static String unindented(String code) {
    return code.lines().map(String::strip).collect(Collectors.joining("\n"));
  }

  /** One piece of the README: a class, or statements. Its imports go to the top of its file. */
  private record Block(int number, String mark, String code) {
    boolean isPartOfFile() {
      return mark.startsWith("from ");
    }

    boolean isRun() {
      return mark.equals("run");
    }

    private boolean isClass() {
      return CLASS.matcher(code).find();
    }

    String className() {
      Matcher found = CLASS.matcher(code);
      return found.find() ? found.group(1) : "Block" + number;
    }

    String source() {
      String body = lines(line -> !line.startsWith("import "));
      String statements =
          "class %s extends Around {\nstatic void run() throws Exception {\n%s}\n}\n"
              .formatted(className(), body);
      return lines(line -> line.startsWith("import ")) + (isClass() ? body : statements);
    }

    /** A class that runs is a test with one method. */
    String call() {
      Matcher test = Pattern.compile("@Test\\s+void (\\w+\\(\\))").matcher(code);
      return isClass() && test.find()
          ? "new %s().%s;\n".formatted(className(), test.group(1))
          : className() + ".run();\n";
    }

    private String lines(Predicate<String> wanted) {
      return code.lines().filter(wanted).map(line -> line + "\n").collect(Collectors.joining());
    }
  }
}
