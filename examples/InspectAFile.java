import io.github.cloudflarepcaps.pcapfile.NotPcapException;
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
// Prints the facts about a pcap or pcapng file, and the first ten packets of a pcap file.
final class InspectAFile {

  private static final int PACKETS_SHOWN = 10;

  public static void main(String[] args) throws IOException {
    if (args.length != 1) {
      System.err.println("Usage: InspectAFile FILE");
      return;
    }
    Path file = Path.of(args[0]);
    try {
      PcapFile found = PcapFile.inspect(file);
      printFacts(found);
      if (found.format() == PcapFile.Format.PCAP) {
        printPackets(file, Math.min(found.packets(), PACKETS_SHOWN));
      }
    } catch (NotPcapException e) {
      System.err.println(e.getMessage());
    }
  }

  private static void printFacts(PcapFile found) {
    System.out.println("format       " + found.format());
    System.out.println("link type    " + found.linkType());
    System.out.println("snap length  " + found.snapLength());
    System.out.println("packets      " + found.packets());
    System.out.println("bytes        " + found.bytes());
    System.out.println("first        " + found.firstPacket());
    System.out.println("last         " + found.lastPacket());
    if (found.truncated()) {
      System.out.println("The file is cut short: its last packet is incomplete.");
    }
  }

  // The limit keeps the reader from a last packet that is incomplete, which would be an error.
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
