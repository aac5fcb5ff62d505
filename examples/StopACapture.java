import io.github.cloudflarepcaps.CloudflareClient;
import io.github.cloudflarepcaps.WaitOptions;
import io.github.cloudflarepcaps.examples.Connection;
import io.github.cloudflarepcaps.model.FullPcap;
import io.github.cloudflarepcaps.model.Pcap;
import java.time.Duration;

// How do I stop a full capture before its time limit?
//
//   mvn -q test-compile exec:java -Dexec.mainClass=StopACapture -Dexec.args=ID
//
// Stops the capture and waits until its files are in the bucket. Without an id it stops the one
// that is running: there is at most one. Talks to Cloudflare by CLOUDFLARE_API_TOKEN and
// CLOUDFLARE_ACCOUNT_ID, or without them to the fake API, where no capture is running.
final class StopACapture {

  public static void main(String[] args) {
    try (Connection connection = Connection.open()) {
      String id = args.length > 0 ? args[0] : running(connection.client());
      if (id == null) {
        System.out.println("no full capture is running");
      } else {
        stop(connection.client(), id);
      }
    }
  }

  private static String running(CloudflareClient client) {
    return client.pcaps().list().stream()
        .filter(pcap -> pcap instanceof FullPcap && !pcap.status().isTerminal())
        .map(Pcap::id)
        .findFirst()
        .orElse(null);
  }

  private static void stop(CloudflareClient client, String id) {
    client.pcaps().stop(id);
    System.out.println("stopped " + id + ", waiting for its files");
    Pcap done = client.pcaps().await(id, WaitOptions.upTo(Duration.ofMinutes(15)));
    System.out.println(done instanceof FullPcap full ? summary(full) : "done");
  }

  private static String summary(FullPcap full) {
    return full.packetsCaptured() + " packets, in " + full.destination();
  }

  private StopACapture() {}
}
