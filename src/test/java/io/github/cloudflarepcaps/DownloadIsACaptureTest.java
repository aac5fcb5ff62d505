package io.github.cloudflarepcaps;

import static io.github.cloudflarepcaps.Failing.failsWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import mockwebserver3.MockResponse;
import okio.Buffer;
import okio.ByteString;
import okio.GzipSink;
import okio.Okio;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A body that does not begin like a capture file is rejected and never becomes a file. */
class DownloadIsACaptureTest {
  @AutoClose private final Wire wire = Wire.open();
  @TempDir private Path directory;
  private Path file = Path.of("");

  @BeforeEach
  void createFile() throws IOException {
    file = Files.writeString(directory.resolve("edge.pcap"), "old");
  }

  private <T extends CloudflareException> T rejected(Class<T> type) {
    T e = failsWith(type, () -> wire.pcaps().downloadTo(Given.ID, file));
    assertThat(file).hasContent("old");
    assertThat(directory).isDirectoryNotContaining(each -> !each.equals(file));
    return e;
  }

  @Test
  void bodyIsRequestedUncompressed() {
    wire.enqueue(CaptureBytes.twoPackets()).pcaps().downloadTo(Given.ID, file);
    wire.sent().hasHeader("Accept-Encoding", "identity");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a1b2c3d4", "d4c3b2a1", "a1b23c4d", "4d3cb2a1", "0a0d0d0a"})
  void eachMagicOfACaptureIsAccepted(String magic) throws IOException {
    byte[] bytes = ByteString.decodeHex(magic + "00112233").toByteArray();
    wire.enqueue(bytes);
    try (PcapDownload download = wire.pcaps().download(Given.ID)) {
      assertThat(download.stream().readAllBytes()).isEqualTo(bytes);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a1b2c3d5", "00000000", "0a0d0d0d", "1f8b0800", "a1b2c3", ""})
  void otherContentIsRejected(String hex) {
    wire.enqueue(ByteString.decodeHex(hex).toByteArray());
    assertThat(rejected(UnexpectedResponseException.class))
        .hasMessageContaining("returned 200, but the response is not a capture file: ");
    assertThat(wire.requests()).isEqualTo(1);
  }

  @Test
  void jsonIsRejected() {
    wire.enqueue("simple-done");
    rejected(UnexpectedResponseException.class);
  }

  @Test
  void htmlPageIsRejectedWithItsTitle() {
    wire.enqueue(200, "<html><title>Sign in</title></html>");
    assertThat(rejected(UnexpectedResponseException.class)).hasMessageContaining(": Sign in");
  }

  @Test
  void successFalseWithStatus200IsAnApiException() {
    wire.enqueue(200, Fixture.refusal(1000, "not yet")).enqueue("simple-done");
    ApiException e = rejected(ApiException.class);
    assertThat(e.statusCode()).isEqualTo(200);
    assertThat(e).hasMessageContaining("1000 not yet");
  }

  @Test
  void unrequestedCompressionIsRejected() throws IOException {
    Buffer body = new Buffer();
    try (var sink = Okio.buffer(new GzipSink(body))) {
      sink.write(CaptureBytes.twoPackets());
    }
    wire.enqueue(
        new MockResponse.Builder().body(body).setHeader("Content-Encoding", "gzip").build());
    rejected(UnexpectedResponseException.class);
  }

  @Test
  void bodyOfUnknownLengthIsReadToItsEnd() {
    wire.enqueue(
        new MockResponse.Builder()
            .chunkedBody(new Buffer().write(CaptureBytes.twoPackets()), 7)
            .build());
    assertThat(wire.pcaps().downloadTo(Given.ID, file).packets()).isEqualTo(2);
  }

  @Test
  void readOfAClosedDownloadFails() {
    wire.enqueue(CaptureBytes.twoPackets());
    PcapDownload download = wire.pcaps().download(Given.ID);
    download.close();
    assertThatThrownBy(() -> download.stream().read())
        .isInstanceOf(IOException.class)
        .hasMessage("the download is closed");
  }
}
