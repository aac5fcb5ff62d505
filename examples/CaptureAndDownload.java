import io.github.cloudflarepcaps.PcapService;
import io.github.cloudflarepcaps.ProgressListener;
import io.github.cloudflarepcaps.WaitOptions;
import io.github.cloudflarepcaps.examples.Connection;
import io.github.cloudflarepcaps.model.Pcap;
import io.github.cloudflarepcaps.model.PcapStatus;
import io.github.cloudflarepcaps.model.SimplePcap;
import io.github.cloudflarepcaps.model.SimplePcapRequest;
import io.github.cloudflarepcaps.pcapfile.Packet;
import io.github.cloudflarepcaps.pcapfile.PcapFile;
import io.github.cloudflarepcaps.pcapfile.PcapReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

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
    SimplePcapRequest request = SimplePcapRequest.of(10_000, Duration.ofMinutes(5));
    SimplePcap pcap = pcaps.create(request);
    System.out.println("created   " + pcap.id());

    System.out.print("waiting  ");
    pcaps.await(pcap.id(), WaitOptions.upTo(Duration.ofMinutes(10)), new StatusLine());
    System.out.print("\ndownload  [");
    PcapFile saved = pcaps.downloadTo(pcap.id(), file, new Bar());
    System.out.println("]\n");
    print(saved);
  }

  // Both only append to their line, so that they read well in a terminal and in a pipe.
  private static final class StatusLine implements Consumer<Pcap> {
    private PcapStatus last;

    @Override
    public void accept(Pcap seen) {
      System.out.print(seen.status() == last ? "." : " " + seen.status());
      System.out.flush();
      last = seen.status();
    }
  }

  private static final class Bar implements ProgressListener {
    private static final int WIDTH = 40;
    private int shown;

    @Override
    public void onBytes(long soFar, long total) {
      long reached = total > 0 ? WIDTH * soFar / total : soFar >> 20; // else one for each MiB
      for (; shown < reached; shown++) {
        System.out.print('#');
      }
      System.out.flush();
    }
  }

  private static void print(PcapFile file) throws IOException {
    System.out.printf("file      %s, %,d bytes%n", file.path().toAbsolutePath(), file.bytes());
    System.out.printf("packets   %,d%n", file.packets());
    if (file.firstPacket() != null && file.lastPacket() != null) {
      Duration span = Duration.between(file.firstPacket(), file.lastPacket());
      System.out.printf("from      %s%nto        %s", file.firstPacket(), file.lastPacket());
      System.out.printf(" (%.1f s)%n", span.toMillis() / 1000.0);
    }
    System.out.printf("%n%-12s %9s %15s%n", "protocol", "packets", "bytes on wire");
    protocols(file)
        .forEach((name, sum) -> System.out.printf("%-12s %,9d %,15d%n", name, sum[0], sum[1]));
  }

  /** Packets and bytes on the wire by protocol. */
  private static Map<String, long[]> protocols(PcapFile file) throws IOException {
    Map<String, long[]> sums = new TreeMap<>();
    try (PcapReader reader = PcapReader.open(file.path());
        Stream<Packet> packets = reader.packets()) {
      packets.forEach(
          packet -> {
            long[] sum = sums.computeIfAbsent(protocol(packet, file.linkType()), n -> new long[2]);
            sum[0]++;
            sum[1] += packet.originalLength();
          });
    }
    return sums;
  }

  private static String protocol(Packet packet, int linkType) {
    ByteBuffer data = packet.data();
    int ip = linkType == 1 ? 14 : 0; // Ethernet; 101 is IP without a frame around it
    int version = data.limit() < ip + 20 ? 0 : data.get(ip) >> 4 & 15;
    return switch (version) {
      case 4 -> "IPv4 " + name(data.get(ip + 9) & 255);
      case 6 -> "IPv6 " + name(data.get(ip + 6) & 255);
      default -> "other";
    };
  }

  private static String name(int protocol) {
    return switch (protocol) {
      case 1, 58 -> "ICMP";
      case 6 -> "TCP";
      case 17 -> "UDP";
      default -> "protocol " + protocol;
    };
  }

  private CaptureAndDownload() {}
}
