package io.github.cloudflarepcaps.pcapfile;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many files are read with few of them open at a time. */
class OpenFilesTest {

  @TempDir Path directory;

  @Test
  void atMost64AreOpenAndEachContinuesAtItsPosition() throws IOException {
    long before = openInThisProcess();
    try (OpenFiles files = new OpenFiles()) {
      for (int round = 0; round < 3; round++) {
        for (int number = 0; number < 200; number++) {
          Path path = directory.resolve("file" + number);
          if (round == 0) {
            Files.write(path, new byte[] {(byte) number, (byte) (number + 1), (byte) (number + 2)});
          }
          ByteBuffer one = ByteBuffer.allocate(1);
          files.read(number, path, one, round);

          assertThat(one.get(0)).isEqualTo((byte) (number + round));
          assertThat(files.openCount()).isLessThanOrEqualTo(64);
        }
      }
      assertThat(openInThisProcess()).isLessThan(before + 150);
      files.release();
      assertThat(files.openCount()).isZero();
    }
  }

  /** 0 on systems that do not report it. */
  private static long openInThisProcess() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getOpenFileDescriptorCount()
        : 0;
  }
}
