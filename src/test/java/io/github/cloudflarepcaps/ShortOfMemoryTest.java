package io.github.cloudflarepcaps;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudflarepcaps.pcapfile.PcapMerger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Without direct memory for its buffers, a download or a merge reports the limit and leaves the
 * file as it is.
 */
class ShortOfMemoryTest {
  @TempDir private Path directory;
  @TempDir private Path output;
  private Path file = Path.of("");

  @BeforeEach
  void createFile() throws IOException {
    file = Files.write(directory.resolve("edge.pcap"), CaptureBytes.twoPackets());
  }

  @Test
  void downloadReportsTheLimitAndLeavesNothingBehind() throws Exception {
    try (RawServer server = RawServer.start()) {
      assertThat(run("64k", LargeDownloadTest.Downloader.class, server.baseUrl(), file.toString()))
          .contains("cannot write " + file + ": IOException: no direct memory for a buffer of")
          .contains("MaxDirectMemorySize", "limit: 65536");
    }
    assertThat(file).hasBinaryContent(CaptureBytes.twoPackets());
    assertNothingElse();
  }

  @Test
  void mergeReportsTheLimitAndLeavesNothingBehind() throws Exception {
    byte[] large = LargeCapture.ofPackets(10);
    Files.write(file, large);

    assertThat(run("64k", Merge.class, file.toString()))
        .contains("no direct memory for a buffer of", "MaxDirectMemorySize", "limit: 65536");
    assertThat(file).hasBinaryContent(large);
    assertNothingElse();
  }

  @Test
  void smallMergeNeedsLittleMemory() throws Exception {
    assertThat(run("32k", Merge.class, file.toString())).contains("merged 2");
    assertNothingElse();
  }

  private String run(String directMemory, Class<?> program, String... arguments) throws Exception {
    return Program.java(output, program.getName())
        .with(arguments)
        .env("JDK_JAVA_OPTIONS", "-XX:MaxDirectMemorySize=" + directMemory)
        .run()
        .output();
  }

  private void assertNothingElse() {
    assertThat(directory).isDirectoryNotContaining(each -> !each.equals(file));
  }

  /** Merges a file into itself. */
  static final class Merge {
    private Merge() {}

    /** The argument is the file. */
    public static void main(String... args) {
      try {
        Path file = Path.of(args[0]);
        System.out.println("merged " + PcapMerger.merge(List.of(file), file).packets());
      } catch (IOException e) {
        System.out.println(e.getMessage());
      }
    }
  }
}
