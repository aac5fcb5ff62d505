package io.github.cloudflarepcaps.bench;

import java.io.IOException;

/**
 * The first {@code get} of a process, from {@code java} to its exit.
 *
 * <p>Arguments: the client ({@code ours}, {@code baseline} or {@code jdk}) and the base URL.
 */
public final class FirstGet {
  private FirstGet() {}

  /** Makes one call and ends. */
  public static void main(String... args) throws IOException, InterruptedException {
    // Each client is behind its own class, so that only the chosen one is loaded.
    switch (args[0]) {
      case "ours" -> Ours.get(args[1]);
      case "baseline" -> ByBaseline.get(args[1]);
      case "jdk" -> ByJdk.get(args[1]);
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  private static final class Ours {
    static void get(String baseUrl) {
      try (var client = Clients.ours(baseUrl)) {
        client.pcaps().get(Responses.PCAP);
      }
    }
  }

  private static final class ByBaseline {
    static void get(String baseUrl) throws IOException {
      try (Baseline client = new Baseline(baseUrl, Responses.ACCOUNT)) {
        client.get(Responses.PCAP);
      }
    }
  }

  private static final class ByJdk {
    static void get(String baseUrl) throws IOException, InterruptedException {
      new JdkClient(baseUrl, Responses.ACCOUNT).get(Responses.PCAP);
    }
  }
}
