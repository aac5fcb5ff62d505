package io.github.cloudflarepcaps;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudflarepcaps.testing.FakeCloudflare;
import io.github.cloudflarepcaps.testing.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts in examples/jshell work with the options that examples/jshell/start sets. */
class JShellTest {
  private static final Path SCRIPTS = Path.of("examples/jshell").toAbsolutePath();

  @TempDir Path directory;

  @Test
  void summaryScriptCapturesPrintsAndEnds() throws Exception {
    Program.Result run = jshell("always", "captures.jsh", "summary.jsh").run();

    assertThat(run.status()).as(run.output()).isZero();
    assertThat(run.output())
        .contains("This is the fake API", "claim(bucket)", "fake.bucket()", "SUCCESS")
        .containsPattern("Packets +1,000")
        .doesNotContain("Exception", "Error");
    assertThat(directory).isDirectoryContaining("glob:**.pcap");
  }

  @Test
  void commandsPrintTables() throws Exception {
    try (FakeCloudflare fake = FakeCloudflare.start()) {
      String input =
          """
          client
          var file = capture(5, 5, all.withProtocol(6).withDestinationPort(443))
          show(file)
          packets(file, 2)
          list()
          """;

      String output = jshell("unset", "captures.jsh").against(fake).run(input).output();

      assertThat(output)
          .contains("client ==> CloudflareClient[" + fake.baseUrl())
          .contains("RUNNING", "SUCCESS", "submitted (UTC)", "TCP to *:443")
          .containsPattern("Packets +5")
          .containsPattern("198\\.51\\.100\\.\\d+:\\d+ +203\\.0\\.113\\.\\d+:443 +TCP ")
          .doesNotContain("Exception", "Error", fake.apiToken());
    }
  }

  @Test
  void helpWithCredentialsNamesTheAccountAndNoCommandOfTheFake() throws Exception {
    try (FakeCloudflare fake = FakeCloudflare.start()) {
      String output = jshell("unset", "captures.jsh").against(fake).run().output();

      assertThat(output)
          .startsWith("CloudflareClient[" + fake.baseUrl() + ", account " + fake.accountId())
          .contains("client.ownership().claim(..)   captureFull(")
          .doesNotContain("fake.bucket()", "all and fake", "claim(bucket)", fake.apiToken());
    }
  }

  @Test
  void waitForTheTurnIsReported() throws Exception {
    try (FakeCloudflare fake = FakeCloudflare.start()) {
      fake.failNext(Fault.retryAfter(429, Duration.ofSeconds(1)));

      String output = jshell("unset", "captures.jsh").against(fake).run("capture(5, 5)\n").output();

      assertThat(output).contains("waiting for the turn", "SUCCESS");
    }
  }

  @Test
  void fullCaptureGoesToABucketOfTheFake() throws Exception {
    String input =
        """
        var bucket = Destination.s3("captures/edge", "us-east-1")
        claim(bucket).status()
        show(captureFull("ORD", 1, bucket, fake.bucket()))
        """;

    String output = jshell("unset", "captures.jsh").run(input).output();

    assertThat(output)
        .contains("==> SUCCESS")
        .containsPattern("Packets +\\d+")
        .doesNotContain("Exception", "Error");
  }

  @Test
  void missingAccountEndsWithOneLine() throws Exception {
    assertEndsWithOneLine(
        jshell("unset", "captures.jsh").env("CLOUDFLARE_API_TOKEN", "example-token"),
        "the client has no account");
  }

  @Test
  void misspelledVariableEndsWithOneLine() throws Exception {
    assertEndsWithOneLine(
        jshell("unset", "captures.jsh").env("CLOUDFLARE_TOKEN", "example-token"),
        "CLOUDFLARE_TOKEN is set: the variable is called CLOUDFLARE_API_TOKEN");
  }

  @Test
  void scriptWithoutVariablesEndsWithOneLine() throws Exception {
    assertEndsWithOneLine(
        jshell("never", "captures.jsh", "summary.jsh"), "CLOUDFLARE_API_TOKEN is not set");
  }

  private static void assertEndsWithOneLine(Program program, String line) throws Exception {
    Program.Result run = program.run("list()\n");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.output()).startsWith(line).hasLineCount(1).doesNotContain("example-token");
  }

  private Program jshell(String fake, String... scripts) throws IOException {
    Files.createDirectories(directory.resolve(".java/.userPrefs")); // else JShell reports it
    String classPath = Program.classPath();
    Program jshell =
        Program.jshell(
            directory,
            "--execution",
            "local",
            "--class-path",
            classPath,
            "-J-Djava.class.path=" + classPath,
            "-J-Djava.util.prefs.userRoot=" + directory,
            "-J-Dcloudflarepcaps.fake=" + fake,
            "-J--add-modules=jdk.httpserver",
            "-J-XX:TieredStopAtLevel=1",
            "-J-XX:+UseSerialGC");
    for (String script : scripts) {
      jshell.with(SCRIPTS.resolve(script).toString());
    }
    return jshell;
  }
}
