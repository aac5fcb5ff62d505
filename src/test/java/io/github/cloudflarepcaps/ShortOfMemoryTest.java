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
 * Where there is no memory for a file's buffers, the file keeps what it had, and no other stays.
 */
class ShortOfMemoryTest {
  @TempDir private Path folder;
  @TempDir private Path output;
  private Path file = Path.of("");

  @BeforeEach
  void haveAFile() throws IOException {
    file = Files.write(folder.resolve("edge.pcap"), CaptureBytes.twoPackets());
  }

  @Test
  void aDownloadLeavesNothingBehind() throws Exception {
    try (RawServer server = RawServer.start()) {
      run("64k", LargeDownloadTest.Downloader.class, server.baseUrl(), file.toString());
    }
  }

  @Test
  void aMergeLeavesNothingBehind() throws Exception {
    run("1m", Merge.class, file.toString());
  }

  private void run(String directMemory, Class<?> program, String... arguments) throws Exception {
    Program.Result result =
        Program.java(output, program.getName())
            .with(arguments)
            .env("JDK_JAVA_OPTIONS", "-XX:MaxDirectMemorySize=" + directMemory)
            .run();
    assertThat(result.output()).contains("OutOfMemoryError: ", "direct");
    assertThat(file).hasBinaryContent(CaptureBytes.twoPackets());
    assertThat(folder).isDirectoryNotContaining(each -> !each.equals(file));
  }

  /** Merges a file into itself. */
  static final class Merge {
    private Merge() {}

    /** The argument is the file. */
    public static void main(String... args) throws IOException {
      PcapMerger.merge(List.of(Path.of(args[0])), Path.of(args[0]));
    }
  }
}
