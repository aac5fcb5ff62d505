package io.github.cloudflarepcaps;

import io.github.cloudflarepcaps.testing.FakeCloudflare;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Java program in a process of its own, with an environment of its own, as a user starts it. */
final class Program {
  private final Path folder;
  private final List<String> command = new ArrayList<>();
  private final ProcessBuilder builder;

  private Program(Path folder, String tool) {
    this.folder = folder;
    command.add(Path.of(System.getProperty("java.home"), "bin", tool).toString());
    builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("CLOUDFLARE_"));
    builder.environment().remove("JAVA_TOOL_OPTIONS");
  }

  /** A class with a {@code main}, on the tests' class path and those other folders. */
  static Program java(Path folder, String mainClass, Path... others) {
    Program program = new Program(folder, "java");
    program.command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", classPath(others), mainClass));
    return program;
  }

  static Program jshell(Path folder, String... options) {
    Program program = new Program(folder, "jshell");
    program.command.addAll(List.of(options));
    return program;
  }

  static String classPath(Path... others) {
    StringBuilder path = new StringBuilder(System.getProperty("java.class.path"));
    for (Path other : others) {
      path.append(System.getProperty("path.separator")).append(other);
    }
    return path.toString();
  }

  Program with(String... arguments) {
    command.addAll(List.of(arguments));
    return this;
  }

  Program talkingTo(FakeCloudflare fake) {
    return env("CLOUDFLARE_BASE_URL", fake.baseUrl())
        .env("CLOUDFLARE_ACCOUNT_ID", fake.accountId())
        .env("CLOUDFLARE_API_TOKEN", fake.apiToken());
  }

  Program env(String name, String value) {
    builder.environment().put(name, value);
    return this;
  }

  Process start() throws IOException {
    return builder.start();
  }

  /** Runs it to its end, with that input; gives all it printed. */
  Result run(String input) throws Exception {
    Path output = folder.resolve("output-" + System.nanoTime() + ".txt");
    Process process = builder.redirectOutput(output.toFile()).start();
    try (var in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    }
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
    return new Result(process.waitFor(), java.nio.file.Files.readString(output));
  }

  Result run() throws Exception {
    return run("");
  }

  record Result(int status, String output) {}
}
