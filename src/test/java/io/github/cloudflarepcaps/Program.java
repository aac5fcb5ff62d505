package io.github.cloudflarepcaps;

import io.github.cloudflarepcaps.testing.FakeCloudflare;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Java program in its own process and environment, started as a user would. */
final class Program {
  private final Path directory;
  private final List<String> prefix = new ArrayList<>();
  private final List<String> command = new ArrayList<>();
  private final ProcessBuilder builder;

  private Program(Path directory, String tool) {
    this.directory = directory;
    command.add(Path.of(System.getProperty("java.home"), "bin", tool).toString());
    builder = new ProcessBuilder().directory(directory.toFile()).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.matches("(CLOUDFLARE|CF)_.*"));
    builder.environment().remove("JAVA_TOOL_OPTIONS");
  }

  /** A class with a {@code main}, on the tests' class path and in those other directories. */
  static Program java(Path directory, String mainClass, Path... others) {
    Program program = new Program(directory, "java");
    program.command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", classPath(others), mainClass));
    return program;
  }

  /** Adds an option of the JVM, such as {@code -Xmx64m}. */
  Program option(String option) {
    command.add(1, option);
    return this;
  }

  /** Limits the process by Bash's {@code ulimit} with these options. */
  Program limit(String options) {
    prefix.addAll(List.of("bash", "-c", "ulimit " + options + "; exec \"$@\"", "bash"));
    return this;
  }

  static Program jshell(Path directory, String... options) {
    Program program = new Program(directory, "jshell");
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

  Program against(FakeCloudflare fake) {
    return env("CLOUDFLARE_BASE_URL", fake.baseUrl())
        .env("CLOUDFLARE_ACCOUNT_ID", fake.accountId())
        .env("CLOUDFLARE_API_TOKEN", fake.apiToken());
  }

  Program env(String name, String value) {
    builder.environment().put(name, value);
    return this;
  }

  Process start() throws IOException {
    List<String> all = new ArrayList<>(prefix);
    all.addAll(command);
    return builder.command(all).start();
  }

  /** Runs the program to its end with that input. */
  Result run(String input) throws Exception {
    Path output = directory.resolve("output-" + System.nanoTime() + ".txt");
    builder.redirectOutput(output.toFile());
    Process process = start();
    try (var in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    }
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
    return new Result(process.waitFor(), Files.readString(output));
  }

  Result run() throws Exception {
    return run("");
  }

  record Result(int status, String output) {}
}
