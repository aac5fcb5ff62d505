package io.github.cloudflarepcaps.bench;

import io.github.cloudflarepcaps.pcapfile.PcapReader;
import io.pkts.Pcap;
import io.pkts.packet.IPPacket;
import io.pkts.protocol.Protocol;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.pcap4j.packet.EthernetPacket;
import org.pcap4j.packet.IllegalRawDataException;
import org.pcap4j.packet.IpPacket;

/**
 * The packets of each source by other libraries and a unbounded map: {@code pcap4j FILE} (which
 * gets its bytes from our reader, because its own needs libpcap) or {@code pkts FILE}.
 */
public final class TrafficPeers {
  private TrafficPeers() {}

  /** Prints how many sources there are. */
  public static void main(String... args) throws Exception {
    Path file = Path.of(args[1]);
    System.out.println((args[0].equals("pcap4j") ? pcap4j(file) : pkts(file)).size());
  }

  private static Map<InetAddress, Integer> pcap4j(Path file)
      throws IOException, IllegalRawDataException {
    Map<InetAddress, Integer> sources = new HashMap<>();
    try (PcapReader reader = PcapReader.open(file)) {
      while (reader.hasNext()) {
        ByteBuffer data = reader.next().data();
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        IpPacket ip = EthernetPacket.newPacket(bytes, 0, bytes.length).get(IpPacket.class);
        if (ip != null) {
          sources.merge(ip.getHeader().getSrcAddr(), 1, Integer::sum);
        }
      }
    }
    return sources;
  }

  private static Map<String, Integer> pkts(Path file) throws IOException {
    Map<String, Integer> sources = new HashMap<>();
    Pcap pcap = Pcap.openStream(file.toFile());
    pcap.loop(
        packet -> {
          if (packet.hasProtocol(Protocol.IPv4)) {
            IPPacket ip = (IPPacket) packet.getPacket(Protocol.IPv4);
            sources.merge(ip.getSourceIP(), 1, Integer::sum);
          }
          return true;
        });
    pcap.close();
    return sources;
  }
}
