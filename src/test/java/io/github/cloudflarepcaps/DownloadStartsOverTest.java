package io.github.cloudflarepcaps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A download to a file whose connection breaks begins anew, once. */
@Timeout(60)
class DownloadStartsOverTest {
  private final RawServer server = RawServer.start();
  private final TestTime time = TestTime.start();
  @TempDir private Path folder;

  @AfterEach
  void close() {
    server.close();
  }

  private static void breakOff(RawServer.Peer peer) throws IOException {
    peer.send("HTTP/1.1 200 OK\r\nContent-Length: " + RawServer.capture().length + "\r\n\r\n");
    peer.send(Arrays.copyOf(RawServer.capture(), 30));
    peer.close();
  }

  @Test
  void oneBreakIsMadeGood() {
    server.then(DownloadStartsOverTest::breakOff);
    Path file = folder.resolve("edge.pcap");
    try (CloudflareClient client = server.at(time).build()) {
      assertThat(client.pcaps().downloadTo(Given.ID, file).packets()).isEqualTo(1);
    }
    assertThat(file).hasBinaryContent(RawServer.capture());
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void twoBreaksAreATransportExceptionAndTheFileKeepsWhatItHad() throws IOException {
    server.then(5, DownloadStartsOverTest::breakOff);
    Path file = Files.writeString(folder.resolve("edge.pcap"), "old");
    try (CloudflareClient client = server.at(time).build()) {
      assertThatThrownBy(() -> client.pcaps().downloadTo(Given.ID, file))
          .isInstanceOf(TransportException.class)
          .hasMessageContaining("/download broke off after 30 bytes: ");
    }
    assertThat(server.requests()).hasSize(2);
    assertThat(file).hasContent("old");
    assertThat(folder).isDirectoryNotContaining(each -> !each.equals(file));
  }

  @Test
  void withoutRetriesTheFirstBreakIsTheEnd() {
    server.then(DownloadStartsOverTest::breakOff);
    try (CloudflareClient client = server.at(time).retryPolicy(RetryPolicy.none()).build()) {
      assertThatThrownBy(() -> client.pcaps().downloadTo(Given.ID, folder.resolve("a.pcap")))
          .isInstanceOf(TransportException.class);
    }
    assertThat(server.requests()).hasSize(1);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aStreamIsItsReadersAndDoesNotBeginAnew() {
    server.then(DownloadStartsOverTest::breakOff);
    try (CloudflareClient client = server.at(time).build();
        PcapDownload download = client.pcaps().download(Given.ID)) {
      assertThatThrownBy(() -> download.saveTo(folder.resolve("a.pcap")))
          .isInstanceOf(TransportException.class);
    }
    assertThat(server.requests()).hasSize(1);
  }
}
