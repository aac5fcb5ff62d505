import io.github.cloudflarepcaps.pcapfile.Packet;
import io.github.cloudflarepcaps.pcapfile.PcapFile;
import io.github.cloudflarepcaps.pcapfile.PcapReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;

// What is in a capture file?
//
//   mvn -q test-compile exec:java -Dexec.mainClass=InspectAFile -Dexec.args=capture.pcap
//
// Prints the facts about a pcap or pcapng file, gzip-compressed or not, and its first ten packets.
// Needs no account.
final class InspectAFile {

  private static final int PACKETS_SHOWN = 10;

  public static void main(String[] args) throws IOException {
    if (args.length != 1) {
      throw new IllegalArgumentException("Usage: InspectAFile FILE");
    }
    Path file = Path.of(args[0]);
    PcapFile facts = PcapFile.inspect(file); // throws if it is not a capture file
    printFacts(facts);
    printPackets(file, Math.min(facts.packets(), PACKETS_SHOWN));
  }

  private static void printFacts(PcapFile facts) {
    System.out.println("format       " + facts.format());
    System.out.println("link type    " + nameOf(facts.linkType()));
    System.out.println("snap length  " + facts.snapLength());
    System.out.println("packets      " + facts.packets());
    System.out.println("bytes        " + facts.bytes() + ", on the wire " + facts.wireBytes());
    System.out.println("first        " + facts.firstPacket());
    System.out.println("last         " + facts.lastPacket());
    if (facts.truncated()) {
      System.out.println("The file is truncated: its last packet is incomplete.");
    }
  }

  // Those of Cloudflare's captures; https://www.tcpdump.org/linktypes.html has all.
  private static String nameOf(int linkType) {
    return switch (linkType) {
      case 1 -> "1 (Ethernet)";
      case 101 -> "101 (raw IP)";
      default -> Integer.toString(linkType);
    };
  }

  // The limit stops before a last packet that is incomplete, which would be an error.
  private static void printPackets(Path file, long count) throws IOException {
    try (PcapReader reader = PcapReader.open(file);
        Stream<Packet> packets = reader.packets().limit(count)) {
      packets.forEach(InspectAFile::printPacket);
    }
  }

  private static void printPacket(Packet packet) {
    System.out.printf(
        "%s  %d of %d bytes%n", packet.time(), packet.data().remaining(), packet.originalLength());
  }

  private InspectAFile() {}
}
