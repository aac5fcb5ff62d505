package io.github.cloudflarepcaps;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudflarepcaps.testing.FakeCloudflare;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts in examples/jshell do their job, with the options that examples/jshell/start has. */
class JShellTest {
  private static final Path SCRIPTS = Path.of("examples/jshell").toAbsolutePath();

  @TempDir Path folder;

  @Test
  void theSummaryScriptCapturesPrintsAndEnds() throws Exception {
    Program.Result run = jshell("captures.jsh", "summary.jsh").run();

    assertThat(run.status()).as(run.output()).isZero();
    assertThat(run.output())
        .contains("this is a fake", "SUCCESS", "1,000 packets")
        .doesNotContain("Exception", "Error");
    assertThat(folder).isDirectoryContaining("glob:**.pcap");
  }

  @Test
  void theHelpersAnswerInAWayThatCanBeRead() throws Exception {
    try (FakeCloudflare fake = FakeCloudflare.start()) {
      String input =
          """
          client
          var file = capture(5, 5, all.withProtocol(1))
          show(file)
          list()
          show(pcaps.get(pcaps.list().get(0).id()))
          """;

      String output = jshell("captures.jsh").talkingTo(fake).run(input).output();

      assertThat(output)
          .contains("client ==> CloudflareClient[" + fake.baseUrl())
          .contains("RUNNING", "SUCCESS", ".pcap: 5 packets", "SIMPLE  SUCCESS")
          .doesNotContain("Exception", "Error", fake.apiToken());
    }
  }

  @Test
  void whatIsMissingInTheEnvironmentIsSaidOnce() throws Exception {
    Program.Result run =
        jshell("captures.jsh").env("CLOUDFLARE_API_TOKEN", "example-token").run("list()\n");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.output()).startsWith("the client has no account").hasLineCount(1);
  }

  private Program jshell(String... scripts) {
    String classPath = Program.classPath();
    Program jshell =
        Program.jshell(
            folder,
            "--execution",
            "local",
            "--class-path",
            classPath,
            "-J-Djava.class.path=" + classPath,
            "-J--add-modules=jdk.httpserver",
            "-J-XX:TieredStopAtLevel=1",
            "-J-XX:+UseSerialGC");
    for (String script : scripts) {
      jshell.with(SCRIPTS.resolve(script).toString());
    }
    return jshell;
  }
}
