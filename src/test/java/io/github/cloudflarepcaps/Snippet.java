package io.github.cloudflarepcaps;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A Java block of the README or a guide: a class, or statements. A comment before it may mark it:
 * {@code <!-- run -->} if it can run against the fake, {@code <!-- from a/file -->} if it is a part
 * of that file, which is compiled elsewhere.
 */
record Snippet(Path file, int number, String mark, String code) {
  private static final Pattern BLOCK =
      Pattern.compile("(?ms)^(?:<!-- (run|from \\S+) -->\\n)?```java\\n(.*?)^```$");
  private static final Pattern CLASS = Pattern.compile("(?m)^(?:final )?(?:class|record) (\\w+)");
  private static final Pattern ENTRY =
      Pattern.compile("@Test\\s+void (\\w+)\\(\\)|public static void (main)\\(");

  static final String IMPORTS =
      """
      import static org.junit.jupiter.api.Assertions.*;
      import io.github.cloudflarepcaps.*;
      import io.github.cloudflarepcaps.model.*;
      import io.github.cloudflarepcaps.pcapfile.*;
      import io.github.cloudflarepcaps.testing.*;
      import io.github.cloudflarepcaps.traffic.*;
      import java.io.*;
      import java.nio.file.*;
      import java.time.*;
      import java.util.*;
      import java.util.concurrent.*;
      import org.jspecify.annotations.*;
      import org.junit.jupiter.api.Test;
      """;

  static List<Snippet> of(Path markdown) throws IOException {
    List<Snippet> snippets = new ArrayList<>();
    Matcher block = BLOCK.matcher(Files.readString(markdown));
    while (block.find()) {
      String mark = block.group(1) == null ? "" : block.group(1);
      snippets.add(new Snippet(markdown, snippets.size() + 1, mark, block.group(2)));
    }
    return snippets;
  }

  boolean isPartOfFile() {
    return mark.startsWith("from ");
  }

  /** The file that the block is a part of. */
  Path origin() {
    return Path.of(mark.substring("from ".length()));
  }

  boolean isRun() {
    return mark.equals("run");
  }

  String className() {
    Matcher declared = CLASS.matcher(code);
    String guide = file.getFileName().toString().replaceAll("\\W|md$", "");
    return declared.find() ? declared.group(1) : guide + "Block" + number;
  }

  /** The block as a compilation unit. */
  String source() {
    String imports = lines(line -> line.startsWith("import "));
    String body = lines(line -> !line.startsWith("import "));
    Matcher declared = CLASS.matcher(body);
    return imports
        + IMPORTS
        + (declared.find()
            ? body.substring(0, declared.start())
                + "@NullMarked\n"
                + body.substring(declared.start())
            : "@NullMarked class %s extends Around {\nstatic void run() throws Exception {\n%s}\n}\n"
                .formatted(className(), body));
  }

  /** The statement that runs the block. */
  String call() {
    Matcher entry = ENTRY.matcher(code);
    if (!entry.find()) {
      return className() + ".run();\n";
    }
    return entry.group(1) == null
        ? className() + ".main(new String[0]);\n"
        : "new " + className() + "()." + entry.group(1) + "();\n";
  }

  private String lines(Predicate<String> wanted) {
    return code.lines().filter(wanted).map(line -> line + "\n").collect(Collectors.joining());
  }
}
