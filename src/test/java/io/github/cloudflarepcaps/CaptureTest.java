package io.github.cloudflarepcaps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.cloudflarepcaps.model.SimplePcapRequest;
import io.github.cloudflarepcaps.pcapfile.PcapFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
  @TempDir private Path folder;

  @Test
  void aCaptureIsCreatedAwaitedAndDownloaded() throws IOException {
    Path file = folder.resolve("edge.pcap");
    wire.answers("simple-created").answers("simple-done").answers(CaptureBytes.twoPackets());
    PcapFile captured = wire.pcaps().capture(Given.SIMPLE, file);
    assertThat(captured.packets()).isEqualTo(2);
    assertThat(captured.path()).isEqualTo(file);
    assertThat(Files.readAllBytes(file)).isEqualTo(CaptureBytes.twoPackets());
    wire.sent().is("POST", Wire.ACCOUNT_PATH + "/pcaps");
    wire.sent().is("GET", Wire.ACCOUNT_PATH + "/pcaps/" + Given.ID);
    wire.sent().is("GET", Wire.ACCOUNT_PATH + "/pcaps/" + Given.ID + "/download");
  }

  @Test
  void aFailedCreateNamesItsStep() throws IOException {
    wire.answers(400, Fixture.refusal(1000, "no"));
    ApiException e = failed(ApiException.class);
    assertThat(e).hasMessageStartingWith("step 1 of 3, create: POST /accounts/");
    assertThat(e.pcapId()).isNull();
  }

  @Test
  void aTimeLimitOfAnyLengthIsLeftToTheServer() {
    SimplePcapRequest forever = SimplePcapRequest.of(1, Duration.ofSeconds(Long.MAX_VALUE));
    wire.answers(400, Fixture.refusal(1000, "time_limit is too long"));
    assertThat(
            catchThrowableOfType(
                ApiException.class, () -> wire.pcaps().capture(forever, folder.resolve("a.pcap"))))
        .hasMessageEndingWith("1000 time_limit is too long");
  }

  @Test
  void aFailedCaptureNamesItsStepAndTheCapture() throws IOException {
    wire.answers("simple-created").answers(200, Fixture.result("{\"status\":\"failed\"}"));
    PcapFailedException e = failed(PcapFailedException.class);
    assertThat(e).hasMessageStartingWith(STEP + "2 of 3, await: capture " + Given.ID + " failed: ");
    assertThat(e.pcapId()).isEqualTo(Given.ID);
  }

  @Test
  void aCaptureThatTakesTooLongNamesItsStepAndTheCapture() throws IOException {
    wire.answers("simple-created");
    wire.answers(200, Fixture.result("{\"status\":\"running\"}"));
    wire.answers(200, Fixture.result("{\"status\":\"running\"}"));
    WaitTimeoutException e =
        catchThrowableOfType(
            WaitTimeoutException.class,
            () ->
                wire.pcaps()
                    .capture(
                        Given.SIMPLE,
                        folder.resolve("edge.pcap"),
                        WaitOptions.upTo(Duration.ofSeconds(2))));
    assertThat(e).hasMessageStartingWith(STEP + "2 of 3, await: ");
    assertThat(e.pcapId()).isEqualTo(Given.ID);
    assertNothingIn(folder);
  }

  @Test
  void aFailedDownloadNamesItsStepAndTheCapture() throws IOException {
    wire.answers("simple-created").answers("simple-done");
    wire.answers(404, Fixture.refusal(1000, "gone")).answers("simple-done");
    NotFoundException e = failed(NotFoundException.class);
    assertThat(e).hasMessageStartingWith(STEP + "3 of 3, download: GET /accounts/");
    assertThat(e.pcapId()).isEqualTo(Given.ID);
  }

  @Test
  void aDownloadThatBreaksOffLeavesNothing() throws IOException {
    wire.answers("simple-created").answers("simple-done");
    wire.answers(
        new MockResponse.Builder()
            .body(new okio.Buffer().write(CaptureBytes.twoPackets()))
            .setHeader("Content-Length", "1000")
            .onResponseEnd(new SocketEffect.CloseSocket())
            .build());
    TransportException e = failed(TransportException.class);
    assertThat(e).hasMessageStartingWith(STEP + "3 of 3, download: GET /accounts/");
    assertThat(e.pcapId()).isEqualTo(Given.ID);
  }

  @Test
  void aLostCreateMayHaveHappened() throws IOException {
    wire.answers(
        new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());
    OutcomeUnknownException e = failed(OutcomeUnknownException.class);
    assertThat(e).hasMessageStartingWith("step 1 of 3, create: POST /accounts/");
    assertThat(e.outcomeUnknown()).isTrue();
  }

  @Test
  void aFileThatCannotBeWrittenIsRefusedBeforeACaptureIsSpentOnIt() {
    Path nowhere = folder.resolve("missing").resolve("edge.pcap");
    assertThat(
            catchThrowableOfType(
                UncheckedIOException.class, () -> wire.pcaps().capture(Given.SIMPLE, nowhere)))
        .hasMessageStartingWith("cannot write " + nowhere + ": its directory does not exist");
    assertThat(
            catchThrowableOfType(
                UncheckedIOException.class, () -> wire.pcaps().capture(Given.SIMPLE, folder)))
        .hasMessage("cannot write " + folder + ": IOException: it is not a regular file");
    assertThat(wire.requests()).isZero();
  }

  @Test
  void whatTheSupplierOfTheTokenThrowsLaterComesOutUnchangedWithTheCapturesId() {
    UncheckedIOException thrown = new UncheckedIOException(new IOException("vault is sealed"));
    Iterator<String> tokens = List.of(Wire.TOKEN).iterator();
    try (Wire rotating = Wire.open(builder -> builder.apiToken(() -> next(tokens, thrown)))) {
      rotating.answers("simple-created");
      assertThatThrownBy(() -> rotating.pcaps().capture(Given.SIMPLE, folder.resolve("edge.pcap")))
          .isSameAs(thrown)
          .hasMessage("java.io.IOException: vault is sealed");
    }
    assertThat(thrown.getSuppressed())
        .singleElement()
        .satisfies(note -> assertThat(note).hasMessage(STEP + "2 of 3, await"));
  }

  private static String next(Iterator<String> tokens, RuntimeException thrown) {
    if (!tokens.hasNext()) {
      throw thrown;
    }
    return tokens.next();
  }

  @Test
  void anIdThatCannotBeAskedForIsTheServersFault() throws IOException {
    String id = "6d1f0aac-13cd-40e3-900d-29f5dd0e8a2b";
    wire.answers(200, Fixture.result("{\"id\":\"" + id + "\",\"type\":\"simple\"}"));
    UnexpectedResponseException e = failed(UnexpectedResponseException.class);
    assertThat(e).hasMessage("the capture was created, but its id cannot be asked for: " + id);
    assertThat(e.pcapId()).isEqualTo(id);
  }

  @Test
  void aFileThatWasThereIsKeptUntilThereIsANewOne() throws IOException {
    Path file = Files.writeString(folder.resolve("edge.pcap"), "old");
    wire.answers(500, "");
    assertThat(
            catchThrowableOfType(
                ApiException.class, () -> wire.pcaps().capture(Given.SIMPLE, file)))
        .isNotNull();
    assertThat(file).hasContent("old");
  }

  private <T extends CloudflareException> T failed(Class<T> type) throws IOException {
    T e =
        catchThrowableOfType(
            type, () -> wire.pcaps().capture(Given.SIMPLE, folder.resolve("edge.pcap")));
    assertNothingIn(folder);
    return e;
  }

  private static void assertNothingIn(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }
}
