package io.github.cloudflarepcaps;

import static io.github.cloudflarepcaps.Failing.failsWith;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudflarepcaps.model.PcapStatus;
import io.github.cloudflarepcaps.model.SimplePcapRequest;
import io.github.cloudflarepcaps.pcapfile.PcapFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One call creates, awaits and downloads; a failure names its step and keeps the capture's id. */
class CaptureTest {
  private static final String STEP = "capture " + Given.ID + ", step ";

  private final TestTime time = TestTime.start();
  @AutoClose private final Wire wire = Wire.at(time, b -> b.retryPolicy(RetryPolicy.none()));
  @TempDir private Path directory;

  @Test
  void captureIsCreatedAwaitedAndDownloaded() throws IOException {
    Path file = directory.resolve("edge.pcap");
    wire.enqueue("simple-created").enqueue("simple-done").enqueue(CaptureBytes.twoPackets());
    PcapFile captured = wire.pcaps().capture(Given.SIMPLE, file);
    assertThat(captured.packets()).isEqualTo(2);
    assertThat(captured.path()).isEqualTo(file);
    assertThat(Files.readAllBytes(file)).isEqualTo(CaptureBytes.twoPackets());
    wire.sent().is("POST", Wire.ACCOUNT_PATH + "/pcaps");
    wire.sent().is("GET", Wire.ACCOUNT_PATH + "/pcaps/" + Given.ID);
    wire.sent().is("GET", Wire.ACCOUNT_PATH + "/pcaps/" + Given.ID + "/download");
  }

  @Test
  void statesAndBytesAreReported() {
    wire.enqueue("simple-created").enqueue("simple-done").enqueue(CaptureBytes.twoPackets());
    List<PcapStatus> states = new ArrayList<>();
    List<Long> bytes = new ArrayList<>();
    wire.pcaps()
        .capture(
            Given.SIMPLE,
            directory.resolve("edge.pcap"),
            WaitOptions.upTo(Duration.ofMinutes(1)),
            pcap -> states.add(pcap.status()),
            (soFar, total) -> bytes.add(soFar));
    assertThat(states).containsExactly(PcapStatus.SUCCESS);
    assertThat(bytes).endsWith((long) CaptureBytes.twoPackets().length);
  }

  @Test
  void failedCreateNamesItsStep() {
    wire.enqueue(400, Fixture.refusal(1000, "no"));
    ApiException e = captureFailsWith(ApiException.class);
    assertThat(e).hasMessageStartingWith("step 1 of 3, create: POST /accounts/");
    assertThat(e.pcapId()).isNull();
  }

  @Test
  void anyTimeLimitIsLeftToTheServer() {
    SimplePcapRequest forever = SimplePcapRequest.of(1, Duration.ofSeconds(Long.MAX_VALUE));
    wire.enqueue(400, Fixture.refusal(1000, "time_limit is too long"));
    assertThat(
            failsWith(
                ApiException.class,
                () -> wire.pcaps().capture(forever, directory.resolve("a.pcap"))))
        .hasMessageEndingWith("1000 time_limit is too long");
  }

  @Test
  void failedCaptureNamesItsStepAndTheCapture() throws IOException {
    wire.enqueue("simple-created").enqueue(200, pcap("failed"));
    PcapFailedException e = captureFailsWith(PcapFailedException.class);
    assertThat(e).hasMessageStartingWith(STEP + "2 of 3, await: capture " + Given.ID + " failed: ");
    assertThat(e.pcapId()).isEqualTo(Given.ID);
  }

  @Test
  void timeoutNamesItsStepAndTheCapture() throws IOException {
    wire.enqueue("simple-created").enqueue(200, pcap("running")).enqueue(200, pcap("running"));
    WaitOptions twoSeconds = WaitOptions.upTo(Duration.ofSeconds(2));
    WaitTimeoutException e =
        failsWith(
            WaitTimeoutException.class,
            () -> wire.pcaps().capture(Given.SIMPLE, directory.resolve("edge.pcap"), twoSeconds));
    assertThat(e).hasMessageStartingWith(STEP + "2 of 3, await: ");
    assertThat(e.pcapId()).isEqualTo(Given.ID);
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void failedDownloadNamesItsStepAndTheCapture() throws IOException {
    wire.enqueue("simple-created").enqueue("simple-done");
    wire.enqueue(404, Fixture.refusal(1000, "gone")).enqueue("simple-done");
    NotFoundException e = captureFailsWith(NotFoundException.class);
    assertThat(e).hasMessageStartingWith(STEP + "3 of 3, download: GET /accounts/");
    assertThat(e.pcapId()).isEqualTo(Given.ID);
  }

  @Test
  void brokenDownloadLeavesNothingBehind() throws IOException {
    wire.enqueue("simple-created").enqueue("simple-done");
    wire.enqueue(
        new MockResponse.Builder()
            .body(new okio.Buffer().write(CaptureBytes.twoPackets()))
            .setHeader("Content-Length", "1000")
            .onResponseEnd(new SocketEffect.CloseSocket())
            .build());
    TransportException e = captureFailsWith(TransportException.class);
    assertThat(e).hasMessageStartingWith(STEP + "3 of 3, download: GET /accounts/");
    assertThat(e.pcapId()).isEqualTo(Given.ID);
  }

  @Test
  void lostCreateMayHaveTakenEffect() throws IOException {
    wire.enqueueClose();
    OutcomeUnknownException e = captureFailsWith(OutcomeUnknownException.class);
    assertThat(e).hasMessageStartingWith("step 1 of 3, create: POST /accounts/");
    assertThat(e.outcomeUnknown()).isTrue();
  }

  @Test
  void unwritableFileFailsBeforeACaptureIsCreated() {
    Path nowhere = directory.resolve("missing").resolve("edge.pcap");
    assertThat(
            failsWith(
                UncheckedIOException.class, () -> wire.pcaps().capture(Given.SIMPLE, nowhere)))
        .hasMessageStartingWith("cannot write " + nowhere + ": its directory does not exist");
    assertThat(
            failsWith(
                UncheckedIOException.class, () -> wire.pcaps().capture(Given.SIMPLE, directory)))
        .hasMessage("cannot write " + directory + ": it is not a regular file");
    assertThat(wire.requests()).isZero();
  }

  @Test
  void exceptionOfTheTokenSupplierPropagatesUnchanged() {
    UncheckedIOException thrown = new UncheckedIOException(new IOException("vault is sealed"));
    Iterator<String> tokens = List.of(Given.TOKEN).iterator();
    try (Wire rotating = Wire.open(builder -> builder.apiToken(() -> next(tokens, thrown)))) {
      rotating.enqueue("simple-created");
      assertThat(
              failsWith(
                  UncheckedIOException.class,
                  () -> rotating.pcaps().capture(Given.SIMPLE, directory.resolve("edge.pcap"))))
          .isSameAs(thrown)
          .hasMessage("java.io.IOException: vault is sealed");
    }
    assertThat(thrown.getSuppressed()).isEmpty();
  }

  private static String next(Iterator<String> tokens, RuntimeException thrown) {
    if (!tokens.hasNext()) {
      throw thrown;
    }
    return tokens.next();
  }

  @Test
  void unusableIdIsAnUnexpectedResponse() throws IOException {
    String id = "6d1f0aac-13cd-40e3-900d-29f5dd0e8a2b";
    wire.enqueue(200, Fixture.result("{\"id\":\"" + id + "\",\"type\":\"simple\"}"));
    UnexpectedResponseException e = captureFailsWith(UnexpectedResponseException.class);
    assertThat(e)
        .hasMessage("the capture was created, but the server returned an unusable id: " + id);
    assertThat(e.pcapId()).isEqualTo(id);
  }

  @Test
  void existingFileIsKeptOnFailure() throws IOException {
    Path file = Files.writeString(directory.resolve("edge.pcap"), "old");
    wire.enqueue(500, "");
    failsWith(ApiException.class, () -> wire.pcaps().capture(Given.SIMPLE, file));
    assertThat(file).hasContent("old");
  }

  private <T extends CloudflareException> T captureFailsWith(Class<T> type) {
    T e = failsWith(type, () -> wire.pcaps().capture(Given.SIMPLE, directory.resolve("edge.pcap")));
    assertThat(directory).isEmptyDirectory();
    return e;
  }

  private static String pcap(String status) {
    return Fixture.result(Fixture.pcap("'type':'simple','status':'" + status + "'"));
  }
}
