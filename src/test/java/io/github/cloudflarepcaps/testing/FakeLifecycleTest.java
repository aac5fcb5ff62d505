package io.github.cloudflarepcaps.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FakeLifecycleTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... args) {
    return FakeCloudflare.run(args, print(out), print(err));
  }

  private static PrintStream print(ByteArrayOutputStream to) {
    return new PrintStream(to, true, StandardCharsets.UTF_8);
  }

  private static int port(FakeCloudflare fake) {
    return URI.create(fake.baseUrl()).getPort();
  }

  @Test
  void closeFreesThePortAtOnceAndMayBeRepeated() throws IOException {
    FakeCloudflare fake = FakeCloudflare.start();
    new Caller(fake).get("");
    fake.close();
    fake.close();
    try (ServerSocket same = new ServerSocket(port(fake), 1, InetAddress.getLoopbackAddress())) {
      assertThat(same.isBound()).isTrue();
    }
  }

  @Test
  void closeEndsACallThatIsStalled() throws Exception {
    FakeCloudflare fake = FakeCloudflare.start();
    Caller caller = new Caller(fake);
    fake.failNext(Fault.stall(Duration.ofDays(1)));
    CompletableFuture<Void> failed =
        CompletableFuture.runAsync(
            () -> assertThatThrownBy(() -> caller.get("")).isInstanceOf(IOException.class));
    while (fake.calls().isEmpty()) {
      Thread.onSpinWait();
    }
    fake.close();
    failed.get(10, TimeUnit.SECONDS);
  }

  @Test
  void itRunsOnDaemonThreadsOnly() throws IOException {
    try (FakeCloudflare fake = FakeCloudflare.start()) {
      new Caller(fake).get("");
      assertThat(Thread.getAllStackTraces().keySet())
          .filteredOn(thread -> thread.getName().matches("fake-cloudflare.*|HTTP-Dispatcher"))
          .isNotEmpty()
          .allMatch(Thread::isDaemon);
    }
  }

  @Test
  void aJvmEndsWithoutAClose() throws Exception {
    Process program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LeavesAFakeOpen.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(program.getInputStream()).hasContent("[]");
    } finally {
      program.destroyForcibly();
    }
  }

  @Test
  void twoFakesShareNothing() throws IOException {
    try (FakeCloudflare one = FakeCloudflare.start();
        FakeCloudflare other = FakeCloudflare.start()) {
      new Caller(one).create(Caller.SIMPLE);
      assertThat(new Caller(other).get("").result()).isEmpty();
      assertThat(one.calls()).hasSize(1);
    }
  }

  @Test
  void theSettingsOfTheServerAreLeftAsTheyWere() {
    FakeCloudflare.start().close();
    assertThat(System.getProperties())
        .doesNotContainKeys("sun.net.httpserver.nodelay", "sun.net.httpserver.maxIdleConnections");
  }

  @Test
  void mainPrintsTheThreeLinesThatAShellExports() {
    assertThat(run()).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .hasSize(3)
        .satisfiesExactly(
            line -> assertThat(line).matches("CLOUDFLARE_BASE_URL=http://127.0.0.1:\\d+/client/v4"),
            line -> assertThat(line).matches("CLOUDFLARE_ACCOUNT_ID=[0-9a-f]{32}"),
            line -> assertThat(line).isEqualTo("CLOUDFLARE_API_TOKEN=example-token-of-the-fake"));
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void mainKeepsABucketInTheFolderThatItIsGiven(@TempDir Path folder) throws Exception {
    assertThat(run("0", folder.toString())).isZero();
    URI url =
        URI.create(
            out.toString(StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElseThrow()
                    .replace("CLOUDFLARE_BASE_URL=", "")
                + "/accounts/"
                + Ids.ACCOUNT
                + "/pcaps/ownership");
    HttpRequest add =
        HttpRequest.newBuilder(url)
            .header("Authorization", "Bearer " + Credentials.TOKEN)
            .POST(HttpRequest.BodyPublishers.ofString("{\"destination_conf\":\"gs://captures\"}"))
            .build();
    HttpClient.newHttpClient().send(add, HttpResponse.BodyHandlers.discarding());
    assertThat(folder.resolve("captures")).isDirectoryContaining("regex:.*ownership-challenge-.*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "65536", "http", "", "1 2"})
  void mainSaysHowItIsUsed(String arg) {
    assertThat(run(arg)).isEqualTo(2);
    assertThat(run("0", "folder", arg)).isEqualTo(2);
    assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(err.toString(StandardCharsets.UTF_8))
        .startsWith("usage: FakeCloudflare [port [folder]]");
  }

  @Test
  void mainSaysThatAPortIsTaken() {
    try (FakeCloudflare fake = FakeCloudflare.start()) {
      assertThat(run("" + port(fake))).isEqualTo(1);
      assertThat(err.toString(StandardCharsets.UTF_8))
          .isEqualToIgnoringNewLines("port " + port(fake) + " of 127.0.0.1 is not free");
    }
  }

  @Test
  void aPortThatIsTakenIsNamed() {
    try (FakeCloudflare fake = FakeCloudflare.start()) {
      assertThatThrownBy(() -> FakeCloudflare.builder().start(port(fake)))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessage("port " + port(fake) + " of 127.0.0.1 is not free");
    }
  }
}
