package io.github.cloudflarepcaps.bench;

import io.github.cloudflarepcaps.pcapfile.PcapFile;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A process that downloads to a file. Our client verifies the file, as always; the baseline and the
 * JDK's client only write it.
 *
 * <p>Arguments: the client ({@code ours}, {@code baseline} or {@code jdk}), the base URL, the
 * number of bytes, and the file.
 */
public final class Download {
  private Download() {}

  /** Makes one download and ends. */
  public static void main(String... args) throws IOException, InterruptedException {
    Path file = Path.of(args[3]);
    switch (args[0]) {
      case "ours" -> {
        try (var client = Clients.ours(args[1])) {
          PcapFile verified = client.pcaps().downloadTo(args[2], file);
          if (verified.truncated()) {
            throw new IllegalStateException("incomplete: " + verified);
          }
        }
      }
      case "baseline" -> {
        try (Baseline client = new Baseline(args[1], Responses.ACCOUNT)) {
          client.downloadTo(args[2], file);
        }
      }
      case "jdk" -> new JdkClient(args[1], Responses.ACCOUNT).downloadTo(args[2], file);
      default -> throw new IllegalArgumentException(args[0]);
    }
  }
}
