import io.github.cloudflarepcaps.pcapfile.PcapFile;
import io.github.cloudflarepcaps.pcapfile.PcapMerger;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

// How do I merge the files that a full capture left in my bucket?
//
//   mvn -q test-compile exec:java -Dexec.mainClass=MergeFiles \
//       -Dexec.args="merged.pcap pcap_1.pcap pcap_2.pcap"
//
// The first file is written, the others are read: one for each machine that saw traffic. Needs no
// account.
final class MergeFiles {

  public static void main(String[] args) throws IOException {
    if (args.length < 2) {
      throw new IllegalArgumentException("Usage: MergeFiles TARGET PART...");
    }
    Path target = Path.of(args[0]);
    List<Path> parts = Stream.of(args).skip(1).map(Path::of).toList();

    // Keeps each packet that can be read, and reports each part that is truncated or damaged.
    PcapFile merged = PcapMerger.merge(parts, target, bad -> System.err.println(bad.message()));

    System.out.printf(
        "%s: %d packets from %d files, from %s to %s%n",
        target, merged.packets(), parts.size(), merged.firstPacket(), merged.lastPacket());
  }

  private MergeFiles() {}
}
