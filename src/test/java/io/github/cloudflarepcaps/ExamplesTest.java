package io.github.cloudflarepcaps;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudflarepcaps.model.Destination;
import io.github.cloudflarepcaps.model.FullPcap;
import io.github.cloudflarepcaps.model.FullPcapRequest;
import io.github.cloudflarepcaps.model.SimplePcap;
import io.github.cloudflarepcaps.model.SimplePcapRequest;
import io.github.cloudflarepcaps.pcapfile.PcapFile;
import io.github.cloudflarepcaps.testing.FakeCloudflare;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each example works as a separate program, with the environment variables that it documents. */
class ExamplesTest {
  private static final WaitOptions SOON = WaitOptions.upTo(Duration.ofMinutes(1));

  @TempDir Path directory;
  private FakeCloudflare fake;
  private CloudflareClient client;

  @BeforeEach
  void start() {
    fake = FakeCloudflare.start();
    client = fake.client();
  }

  @AfterEach
  void stop() {
    client.close();
    fake.close();
  }

  @Test
  void captureAndDownloadUsesTheApiWithCredentials() throws Exception {
    String output = run(Program.java(directory, "CaptureAndDownload").against(fake));

    assertThat(output)
        .doesNotContain("fake API")
        .contains("waiting   ", "[####")
        .containsPattern("Packets +10,000");
    assertThat(PcapFile.inspect(directory.resolve("capture.pcap")).packets()).isEqualTo(10_000);
  }

  @Test
  void captureAndDownloadRunsOnTheFakeWithoutCredentials() throws Exception {
    String output = run(Program.java(directory, "CaptureAndDownload").with("edge.pcap"));

    assertThat(output.lines().findFirst()).get().asString().contains("This is the fake API");
    assertThat(PcapFile.inspect(directory.resolve("edge.pcap")).packets()).isEqualTo(10_000);
  }

  @Test
  void rejectedTargetIsReportedBeforeTheWait() throws Exception {
    Program.Result result =
        Program.java(directory, "CaptureAndDownload").with("missing/edge.pcap").run();

    assertThat(result.status()).isNotZero();
    assertThat(result.output()).contains("missing").doesNotContain("waiting");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"InspectAFile", "KeepOneHost", "MergeFiles", "SummarizeCaptures", "TrafficReport"})
  void missingArgumentsFailWithTheUsage(String example) throws Exception {
    Program.Result result = Program.java(directory, example).run();

    assertThat(result.status()).isNotZero();
    assertThat(result.output()).contains("Usage: " + example + " ");
  }

  @Test
  void fullCaptureToBucketWithoutItsArgumentsFailsWithTheUsage() throws Exception {
    Program.Result result = Program.java(directory, "FullCaptureToBucket").against(fake).run();

    assertThat(result.status()).isNotZero();
    assertThat(result.output()).contains("Usage: FullCaptureToBucket BUCKET REGION");
  }

  @Test
  void stopACaptureFailsWithoutSuchACapture() throws Exception {
    Program.Result result =
        Program.java(directory, "StopACapture").with("nope").against(fake).run();

    assertThat(result.status()).isNotZero();
    assertThat(result.output()).contains("NotFoundException");
  }

  @Test
  void inspectAFileFailsForAFileThatIsNotACapture() throws Exception {
    Files.writeString(directory.resolve("page.pcap"), "<html>");

    Program.Result result = Program.java(directory, "InspectAFile").with("page.pcap").run();

    assertThat(result.status()).isNotZero();
    assertThat(result.output()).contains("page.pcap is not a capture file: ");
  }

  @Test
  void listRecentCapturesPrintsATable() throws Exception {
    SimplePcap simple = client.pcaps().create(SimplePcapRequest.of(10, Duration.ofSeconds(10)));
    FullPcap full = startFull();

    String output = run(Program.java(directory, "ListRecentCaptures").against(fake));

    assertThat(output.lines()).hasSize(4).last().isEqualTo("2 captures");
    assertThat(output).contains(simple.id(), full.id(), "ORD to s3://captures/edge");
  }

  @Test
  void stopACaptureStopsTheRunningOne() throws Exception {
    FullPcap full = startFull();

    String output = run(Program.java(directory, "StopACapture").against(fake));

    assertThat(output).contains("stopped " + full.id(), "packets, in s3://captures/edge");
  }

  @Test
  void useInAServiceServesUntilItIsStopped() throws Exception {
    SimplePcap simple = client.pcaps().create(SimplePcapRequest.of(10, Duration.ofSeconds(10)));
    Process service = Program.java(directory, "UseInAService").with("0").against(fake).start();
    try (BufferedReader output = service.inputReader()) {
      assertThat(get(output.readLine())).contains(simple.id());
    } finally {
      service.destroy();
    }
    assertThat(service.waitFor()).isNotZero(); // ended by a signal, through its shutdown hook
  }

  @Test
  void summarizeCapturesAddsUpAllFilesBelowADirectory() throws Exception {
    Path captures = Files.createDirectories(directory.resolve("captures/deeper"));
    SimplePcapRequest request = SimplePcapRequest.of(30, Duration.ofSeconds(10));
    client.pcaps().capture(request, captures.resolve("one.pcap"));
    client.pcaps().capture(request, captures.resolveSibling("two.pcap"));
    Files.writeString(captures.resolve("bad.pcap"), "not a capture");

    String output = run(Program.java(directory, "SummarizeCaptures").with("captures"));

    assertThat(output)
        .contains("2 captures", "bad.pcap: ", " B (")
        .containsPattern("Packets +60 ")
        .doesNotContain("Exception", "\033", " 0/0 ");
  }

  @Test
  void fullCaptureToBucketRunsOnTheFakeWithoutCredentials() throws Exception {
    String output = run(Program.java(directory, "FullCaptureToBucket"));

    assertThat(output).contains("This is the fake API", "packets in full.pcap", "Protocol");
    assertThat(PcapFile.inspect(directory.resolve("full.pcap")).packets()).isPositive();
    assertThat(directory.resolve("target/bucket/edge")).isDirectoryContaining("glob:**.pcap");
  }

  @Test
  void manyAccountsCapturesInEach() throws Exception {
    Program example = Program.java(directory, "ManyAccounts").with(fake.accountId(), "other");

    String output = run(example.against(fake));

    assertThat(output)
        .contains("other: ", "target/captures/" + fake.accountId() + ".pcap")
        .containsPattern("Packets +\\d");
  }

  @Test
  void misspelledVariableEndsAnExampleWithOneLine() throws Exception {
    Program.Result result =
        Program.java(directory, "ListRecentCaptures").env("CF_API_TOKEN", "example-token").run();

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.output())
        .hasLineCount(1)
        .contains("CF_API_TOKEN is set: the variable is called CLOUDFLARE_API_TOKEN");
  }

  @ParameterizedTest
  @ValueSource(strings = {"CLOUDFLARE_API_TOKEN", "CLOUDFLARE_EMAIL", "CLOUDFLARE_ACCOUNT_ID"})
  void incompleteVariablesEndAnExampleWithOneLine(String variable) throws Exception {
    Program.Result result =
        Program.java(directory, "StopACapture").env(variable, "example-value").run();

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.output()).hasLineCount(1).doesNotContain("example-value");
  }

  private FullPcap startFull() {
    Destination bucket = Destination.s3("captures/edge", "us-east-1");
    client.ownership().claim(bucket, entry -> fake.challenge(entry.id()), SOON);
    return client.pcaps().create(FullPcapRequest.of("ORD", bucket, Duration.ofMinutes(5)));
  }

  private static String run(Program program) throws Exception {
    Program.Result result = program.run();
    assertThat(result.status()).as(result.output()).isZero();
    return result.output();
  }

  private static String get(String url) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
  }
}
