package io.github.cloudflarepcaps.bench;

import io.github.cloudflarepcaps.pcapfile.PcapReader;
import io.pkts.Pcap;
import io.pkts.packet.IPPacket;
import io.pkts.packet.TransportPacket;
import io.pkts.protocol.Protocol;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pcap4j.packet.EthernetPacket;
import org.pcap4j.packet.IllegalRawDataException;
import org.pcap4j.packet.IpPacket;
import org.pcap4j.packet.TransportPacket.TransportHeader;

/**
 * A summary's main tables by other libraries and unbounded maps: {@code pcap4j FILE} (which gets
 * its bytes from our reader, because its own needs libpcap) or {@code pkts FILE}.
 */
public final class TrafficPeers {
  private final Map<Object, long[]> sources = new HashMap<>();
  private final Map<Object, long[]> destinations = new HashMap<>();
  private final Map<Object, long[]> conversations = new HashMap<>();
  private final Map<Object, long[]> sourcePorts = new HashMap<>();
  private final Map<Object, long[]> destinationPorts = new HashMap<>();

  private TrafficPeers() {}

  /** Prints how many sources there are. */
  public static void main(String... args) throws Exception {
    TrafficPeers peer = new TrafficPeers();
    Path file = Path.of(args[1]);
    if (args[0].equals("pcap4j")) {
      peer.pcap4j(file);
    } else {
      peer.pkts(file);
    }
    System.out.println(peer.sources.size());
  }

  private void pcap4j(Path file) throws IOException, IllegalRawDataException {
    try (PcapReader reader = PcapReader.open(file)) {
      while (reader.hasNext()) {
        ByteBuffer data = reader.next().data();
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        EthernetPacket packet = EthernetPacket.newPacket(bytes, 0, bytes.length);
        IpPacket ip = packet.get(IpPacket.class);
        if (ip != null) {
          addresses(ip.getHeader().getSrcAddr(), ip.getHeader().getDstAddr(), bytes.length);
        }
        org.pcap4j.packet.TransportPacket transport =
            packet.get(org.pcap4j.packet.TransportPacket.class);
        if (transport != null) {
          TransportHeader header = transport.getHeader();
          ports(header.getSrcPort().valueAsInt(), header.getDstPort().valueAsInt(), bytes.length);
        }
      }
    }
  }

  private void pkts(Path file) throws IOException {
    Pcap pcap = Pcap.openStream(file.toFile());
    pcap.loop(
        packet -> {
          if (packet.hasProtocol(Protocol.IPv4)) {
            IPPacket ip = (IPPacket) packet.getPacket(Protocol.IPv4);
            addresses(ip.getSourceIP(), ip.getDestinationIP(), ip.getTotalIPLength());
          }
          for (Protocol protocol : List.of(Protocol.TCP, Protocol.UDP)) {
            if (packet.hasProtocol(protocol)) {
              TransportPacket transport = (TransportPacket) packet.getPacket(protocol);
              ports(transport.getSourcePort(), transport.getDestinationPort(), 1);
            }
          }
          return true;
        });
    pcap.close();
  }

  private void addresses(Object source, Object destination, long bytes) {
    count(sources, source, bytes);
    count(destinations, destination, bytes);
    count(conversations, List.of(source, destination), bytes);
  }

  private void ports(int source, int destination, long bytes) {
    count(sourcePorts, source, bytes);
    count(destinationPorts, destination, bytes);
  }

  private static void count(Map<Object, long[]> table, Object key, long bytes) {
    long[] counts = table.computeIfAbsent(key, any -> new long[2]);
    counts[0]++;
    counts[1] += bytes;
  }
}
