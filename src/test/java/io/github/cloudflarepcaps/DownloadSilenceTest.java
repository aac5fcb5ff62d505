package io.github.cloudflarepcaps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A download that has begun ends at {@code readTimeout} without data, and not at its timeout. */
@Timeout(30)
class DownloadSilenceTest {
  private static final Duration SHORT = Duration.ofMillis(300);

  @AutoClose private final RawServer server = RawServer.start();

  @Test
  void silenceEndsADownload() throws IOException {
    server.then(DownloadSilenceTest::beginAndStall);
    try (CloudflareClient client = server.client().readTimeout(SHORT).build();
        PcapDownload download = client.pcaps().download(Given.ID)) {
      assertThatThrownBy(() -> download.stream().readAllBytes())
          .isInstanceOf(SocketTimeoutException.class)
          .hasMessage("nothing received for longer than readTimeout");
      server.await("client closed");
    }
  }

  private static void beginAndStall(RawPeer peer) throws IOException {
    begin(peer);
    peer.awaitClose();
  }

  private static void begin(RawPeer peer) throws IOException {
    peer.send("HTTP/1.1 200 OK\r\nContent-Length: " + CaptureBytes.onePacket().length + "\r\n\r\n");
    peer.send(Arrays.copyOf(CaptureBytes.onePacket(), 8));
  }

  @Test
  void silenceEndsADownloadToAFileTwice(@TempDir Path directory) throws IOException {
    server.then(2, DownloadSilenceTest::beginAndStall);
    Path file = Files.writeString(directory.resolve("a.pcap"), "before");
    try (CloudflareClient client = server.client().readTimeout(SHORT).build()) {
      assertThatThrownBy(() -> client.pcaps().downloadTo(Given.ID, file))
          .isInstanceOf(TransportException.class)
          .hasMessageContaining("broke off after 8 bytes");
    }
    assertThat(server.requests()).hasSize(2);
    assertThat(file).hasContent("before");
    assertThat(directory).isDirectoryNotContaining(path -> !path.equals(file));
  }

  @Test
  void downloadThatKeepsArrivingOutlastsTheTimeout() throws IOException {
    TestTime time = TestTime.start();
    server.then(
        peer -> {
          begin(peer);
          for (int i = 8; i < CaptureBytes.onePacket().length; i++) {
            peer.send(new byte[] {CaptureBytes.onePacket()[i]});
            time.pass(Duration.ofSeconds(10));
          }
        });
    Duration patience = Duration.ofHours(1);
    try (CloudflareClient client = server.at(time).readTimeout(patience).build();
        PcapDownload download = client.pcaps().download(Given.ID)) {
      assertThat(download.stream().readAllBytes()).isEqualTo(CaptureBytes.onePacket());
    }
  }
}
