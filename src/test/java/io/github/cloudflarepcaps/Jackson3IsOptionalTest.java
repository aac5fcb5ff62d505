package io.github.cloudflarepcaps;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Jackson3IsOptionalTest {
  @TempDir private Path directory;

  /** Jackson 3 is on the tests' class path. */
  @Test
  void captureAndDownloadLoadsNoClassOfJackson3() throws Exception {
    Program.Result run =
        Program.java(directory, "CaptureAndDownload")
            .env("JDK_JAVA_OPTIONS", "-Xlog:class+load:file=loaded.txt")
            .run();

    assertThat(run.status()).as(run.output()).isZero();
    assertThat(Files.readAllLines(directory.resolve("loaded.txt")))
        .anyMatch(line -> line.contains("com.fasterxml.jackson.core."))
        .noneMatch(line -> line.contains("tools.jackson.") || line.contains("PcapsJackson3"));
  }
}
