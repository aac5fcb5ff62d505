import io.github.cloudflarepcaps.PcapService;
import io.github.cloudflarepcaps.ProgressListener;
import io.github.cloudflarepcaps.WaitOptions;
import io.github.cloudflarepcaps.examples.Connection;
import io.github.cloudflarepcaps.model.Pcap;
import io.github.cloudflarepcaps.model.PcapStatus;
import io.github.cloudflarepcaps.model.SimplePcapRequest;
import io.github.cloudflarepcaps.pcapfile.PcapFile;
import io.github.cloudflarepcaps.traffic.TrafficSummary;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

// How do I capture the traffic of the last minutes, and what is in it?
//
//   mvn -q test-compile exec:java
//   mvn -q test-compile exec:java -Dexec.args=edge.pcap      (to choose the file's name)
//
// Talks to Cloudflare by CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID, or without them to the
// fake API.
final class CaptureAndDownload {

  public static void main(String[] args) throws IOException {
    Path file = Path.of(args.length == 0 ? "capture.pcap" : args[0]);
    try (Connection connection = Connection.open()) {
      run(connection.client().pcaps(), file);
    }
  }

  private static void run(PcapService pcaps, Path file) throws IOException {
    SimplePcapRequest lastFiveMinutes = SimplePcapRequest.of(10_000, Duration.ofMinutes(5));
    WaitOptions options = WaitOptions.upTo(Duration.ofMinutes(10));
    PcapFile saved = pcaps.capture(lastFiveMinutes, file, options, new StatusLine(), new Bar());
    System.out.println("]\n");
    System.out.println(saved.path().toAbsolutePath() + "\n");
    System.out.println(TrafficSummary.of(saved.path()).table());
  }

  // Both only append to their line, so that they read well in a terminal and in a pipe.
  private static final class StatusLine implements Consumer<Pcap> {
    private PcapStatus last;

    @Override
    public void accept(Pcap seen) {
      System.out.print(last == null ? "waiting  " : "");
      System.out.print(seen.status() == last ? "." : " " + seen.status());
      System.out.flush();
      last = seen.status();
    }
  }

  private static final class Bar implements ProgressListener {
    private static final int WIDTH = 40;
    private boolean begun;
    private int shown;

    @Override
    public void onBytes(long soFar, long total) {
      if (!begun) {
        begun = true;
        System.out.print("\ndownload  [");
      }
      long reached = total > 0 ? WIDTH * soFar / total : soFar >> 20; // else one for each MiB
      for (; shown < reached; shown++) {
        System.out.print('#');
      }
      System.out.flush();
    }
  }

  private CaptureAndDownload() {}
}
