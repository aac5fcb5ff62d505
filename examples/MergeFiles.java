import io.github.cloudflarepcaps.pcapfile.PcapFile;
import io.github.cloudflarepcaps.pcapfile.PcapMerger;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

// How do I join the files that a full capture left in my bucket?
//
//   mvn -q test-compile exec:java -Dexec.mainClass=MergeFiles \
//       -Dexec.args="merged.pcap pcap_1.pcap pcap_2.pcap"
//
// The first file is written, the others are read: one for each machine that saw traffic.
final class MergeFiles {

  public static void main(String[] args) throws IOException {
    if (args.length < 2) {
      System.err.println("Usage: MergeFiles TARGET PART...");
      return;
    }
    Path target = Path.of(args[0]);
    List<Path> parts = Stream.of(args).skip(1).map(Path::of).toList();

    warnOfPartsCutShort(parts);
    PcapFile merged = PcapMerger.merge(parts, target);

    System.out.printf(
        "%s: %d packets of %d files, from %s to %s%n",
        target, merged.packets(), parts.size(), merged.firstPacket(), merged.lastPacket());
  }

  private static void warnOfPartsCutShort(List<Path> parts) throws IOException {
    for (Path part : parts) {
      PcapFile found = PcapFile.inspect(part);
      if (found.truncated()) {
        System.err.println(part + " is cut short: taking its " + found.packets() + " packets");
      }
    }
  }

  private MergeFiles() {}
}
