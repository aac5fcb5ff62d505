package io.github.cloudflarepcaps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cloudflarepcaps.pcapfile.PcapFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A large download, most of which a second thread writes, is all-or-nothing too. */
@Timeout(120)
class LargeDownloadTest {
  private static final int PACKETS = 200; // 12 MB

  @AutoClose private final RawServer server = RawServer.start();
  @TempDir private Path directory;
  @TempDir private Path output;

  @Test
  void largeCaptureArrivesIntact() throws IOException {
    server.then(peer -> LargeCapture.send(peer, PACKETS));
    Path file = directory.resolve("large.pcap");
    try (CloudflareClient client = server.client().build()) {
      PcapFile saved = client.pcaps().downloadTo(Given.ID, file);
      assertThat(saved.packets()).isEqualTo(PACKETS);
      assertThat(saved.bytes()).isEqualTo(LargeCapture.lengthOf(PACKETS));
    }
    assertThat(Files.readAllBytes(file)).isEqualTo(LargeCapture.ofPackets(PACKETS));
  }

  @Test
  void exceptionOfTheListenerEndsTheWriterThread() throws IOException {
    server.then(peer -> LargeCapture.send(peer, PACKETS));
    Path file = Files.writeString(directory.resolve("large.pcap"), "old");
    IllegalStateException thrown = new IllegalStateException("enough");
    try (CloudflareClient client = server.client().build()) {
      assertThatThrownBy(
              () ->
                  client
                      .pcaps()
                      .downloadTo(
                          Given.ID, file, (soFar, total) -> throwAfter(6 << 20, soFar, thrown)))
          .isSameAs(thrown);
    }
    assertThat(file).hasContent("old");
    assertThat(directory).isDirectoryNotContaining(each -> !each.equals(file));
    ThreadKind.until(
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("cloudflare-pcaps writer")),
        "the writer's thread has ended");
  }

  private static void throwAfter(long most, long soFar, RuntimeException thrown) {
    if (soFar > most) {
      throw thrown;
    }
  }

  /** A limit on file sizes stands in for a full disk: a write fails. */
  @ParameterizedTest
  @ValueSource(ints = {64, 1000, 6 << 10})
  @EnabledOnOs(OS.LINUX)
  void fullDiskIsReportedAndLeavesTheOldFile(int kibibytes) throws Exception {
    server.then(peer -> LargeCapture.send(peer, PACKETS));
    Path file = Files.writeString(directory.resolve("large.pcap"), "old");
    Program.Result result =
        Program.java(output, Downloader.class.getName())
            .option("-XX:-UsePerfData")
            .limit("-f " + kibibytes)
            .with(server.baseUrl(), file.toString())
            .run();
    assertThat(result.output()).startsWith("cannot write " + file + ": IOException: ");
    assertThat(server.requests()).hasSize(1);
    assertThat(file).hasContent("old");
    assertThat(directory).isDirectoryNotContaining(each -> !each.equals(file));
  }

  /** Runs in the JVM with the limit. */
  static final class Downloader {
    private Downloader() {}

    /** Downloads from the first argument to the second, and prints why it could not. */
    public static void main(String[] args) {
      try (CloudflareClient client =
          CloudflareClient.builder()
              .baseUrl(args[0])
              .accountId(Given.ACCOUNT)
              .apiToken(Given.TOKEN)
              .build()) {
        client.pcaps().downloadTo(Given.ID, Path.of(args[1]));
      } catch (UncheckedIOException e) {
        System.out.println(e.getMessage());
      }
    }
  }
}
