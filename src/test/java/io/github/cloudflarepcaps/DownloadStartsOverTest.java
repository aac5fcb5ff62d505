package io.github.cloudflarepcaps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A download to a file whose connection breaks starts over, once. */
@Timeout(60)
class DownloadStartsOverTest {
  @AutoClose private final RawServer server = RawServer.start();
  private final TestTime time = TestTime.start();
  @TempDir private Path directory;

  private static void breakAfter30Bytes(RawPeer peer) throws IOException {
    peer.send("HTTP/1.1 200 OK\r\nContent-Length: " + CaptureBytes.onePacket().length + "\r\n\r\n");
    peer.send(Arrays.copyOf(CaptureBytes.onePacket(), 30));
    peer.close();
  }

  @Test
  void downloadThatBreaksOnceStartsOver() {
    server.then(DownloadStartsOverTest::breakAfter30Bytes);
    Path file = directory.resolve("edge.pcap");
    try (CloudflareClient client = server.at(time).build()) {
      assertThat(client.pcaps().downloadTo(Given.ID, file).packets()).isEqualTo(1);
    }
    assertThat(file).hasBinaryContent(CaptureBytes.onePacket());
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void secondBreakFailsAndTheFileKeepsItsContent() throws IOException {
    server.then(5, DownloadStartsOverTest::breakAfter30Bytes);
    Path file = Files.writeString(directory.resolve("edge.pcap"), "old");
    try (CloudflareClient client = server.at(time).build()) {
      assertThatThrownBy(() -> client.pcaps().downloadTo(Given.ID, file))
          .isInstanceOf(TransportException.class)
          .hasMessageContaining("/download broke off after 30 bytes: ");
    }
    assertThat(server.requests()).hasSize(2);
    assertThat(file).hasContent("old");
    assertThat(directory).isDirectoryNotContaining(each -> !each.equals(file));
  }

  @Test
  void firstBreakFailsWithoutRetries() {
    server.then(DownloadStartsOverTest::breakAfter30Bytes);
    try (CloudflareClient client = server.at(time).retryPolicy(RetryPolicy.none()).build()) {
      assertThatThrownBy(() -> client.pcaps().downloadTo(Given.ID, directory.resolve("a.pcap")))
          .isInstanceOf(TransportException.class);
    }
    assertThat(server.requests()).hasSize(1);
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void downloadStreamDoesNotStartOver() {
    server.then(DownloadStartsOverTest::breakAfter30Bytes);
    try (CloudflareClient client = server.at(time).build();
        PcapDownload download = client.pcaps().download(Given.ID)) {
      assertThatThrownBy(() -> download.saveTo(directory.resolve("a.pcap")))
          .isInstanceOf(TransportException.class);
    }
    assertThat(server.requests()).hasSize(1);
  }
}
