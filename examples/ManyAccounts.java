import io.github.cloudflarepcaps.CloudflareClient;
import io.github.cloudflarepcaps.CloudflareException;
import io.github.cloudflarepcaps.WaitOptions;
import io.github.cloudflarepcaps.examples.Connection;
import io.github.cloudflarepcaps.model.SimplePcapRequest;
import io.github.cloudflarepcaps.pcapfile.PcapFile;
import io.github.cloudflarepcaps.traffic.TrafficSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

// How do I capture in many accounts at once, with one token?
//
//   mvn -q test-compile exec:java -Dexec.mainClass=ManyAccounts -Dexec.args="ACCOUNT ACCOUNT..."
//
// One client serves all accounts: it keeps all waits within Cloudflare's 1200 calls in five
// minutes, and each capture waits for its turn in its account. The files are in target/captures.
// Talks to Cloudflare by CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID, the account if none is
// named, or without them to the fake API.
final class ManyAccounts {
  private static final SimplePcapRequest LAST_MINUTE =
      SimplePcapRequest.of(10_000, Duration.ofMinutes(1));

  public static void main(String[] args) throws Exception {
    try (Connection connection = Connection.open()) {
      CloudflareClient client = connection.client();
      List<String> accounts = args.length == 0 ? List.of(client.accountId()) : List.of(args);
      Path directory = Files.createDirectories(Path.of("target/captures"));

      // A thread for each account, which mostly waits. On JDK 21 and later, virtual threads are
      // cheaper: Executors.newVirtualThreadPerTaskExecutor().
      ExecutorService threads = Executors.newFixedThreadPool(accounts.size());
      List<Future<PcapFile>> captures =
          accounts.stream()
              .map(account -> threads.submit(() -> capture(client, account, directory)))
              .toList();
      threads.shutdown();
      for (Future<PcapFile> capture : captures) {
        print(capture.get());
      }
    }
  }

  /** Null when it failed, which does not end the others. */
  private static PcapFile capture(CloudflareClient client, String account, Path directory) {
    Path file = directory.resolve(account + ".pcap");
    WaitOptions halfAnHour = WaitOptions.upTo(Duration.ofMinutes(30));
    try {
      return client.pcaps(account).capture(LAST_MINUTE, file, halfAnHour);
    } catch (CloudflareException e) {
      System.err.println(account + ": " + e.getMessage());
      return null;
    }
  }

  private static void print(PcapFile capture) throws IOException {
    if (capture != null) {
      System.out.println(capture.path() + "\n");
      System.out.println(TrafficSummary.of(capture.path()).table());
    }
  }

  private ManyAccounts() {}
}
