import io.github.cloudflarepcaps.pcapfile.Packet;
import io.github.cloudflarepcaps.pcapfile.PcapReader;
import io.github.cloudflarepcaps.pcapfile.PcapWriter;
import io.github.cloudflarepcaps.traffic.PacketHeaders;
import io.github.cloudflarepcaps.traffic.PacketHeaders.Ip;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.stream.Stream;

// How do I keep the packets of one host and drop all others?
//
//   mvn -q test-compile exec:java -Dexec.mainClass=KeepOneHost \
//       -Dexec.args="host.pcap capture.pcap 192.0.2.1"
//
// The first file is written, the second is read. A packet in a tunnel belongs to the hosts inside
// and to the ends of the tunnel. Needs no account.
final class KeepOneHost {

  public static void main(String[] args) throws IOException {
    if (args.length != 3) {
      throw new IllegalArgumentException("Usage: KeepOneHost TARGET CAPTURE ADDRESS");
    }
    Path target = Path.of(args[0]);
    InetAddress host = InetAddress.getByName(args[2]);
    try (PcapReader reader = PcapReader.open(Path.of(args[1]));
        Stream<Packet> packets = reader.packets();
        PcapWriter writer = PcapWriter.create(target, reader)) {
      writer.writeAll(packets.filter(packet -> isOf(host, packet)));
      writer.finish(); // Only now is the target replaced: an error leaves it as it was.
      System.out.printf("%s: %d packets of %s%n", target, writer.packets(), args[2]);
    }
  }

  private static boolean isOf(InetAddress host, Packet packet) {
    for (Ip ip : PacketHeaders.decode(packet).ip()) {
      if (ip.source().equals(host) || ip.destination().equals(host)) {
        return true;
      }
    }
    return false;
  }

  private KeepOneHost() {}
}
