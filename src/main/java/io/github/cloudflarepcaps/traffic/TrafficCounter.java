package io.github.cloudflarepcaps.traffic;

import io.github.cloudflarepcaps.pcapfile.Packet;
import io.github.cloudflarepcaps.pcapfile.PacketVisitor;
import io.github.cloudflarepcaps.pcapfile.PcapFile;
import io.github.cloudflarepcaps.traffic.PacketHeaders.End;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;

/** Counts packets for a {@link TrafficSummary}. For use by one thread. */
final class TrafficCounter implements PacketVisitor, HeaderDecoder.Layers {

  private static final End[] ENDS = End.values();

  private final KeyHash hashes = new KeyHash(new SplittableRandom());
  private final Median median = new Median(KeyTable.MAX_KEYS);
  private final HeaderDecoder decoder = new HeaderDecoder(this);
  private final TimelineCounter timeline = new TimelineCounter(hashes, median);
  private final long[] ends = new long[ENDS.length];
  private final long[] lengths = new long[TrafficSummary.LENGTHS];
  private final Map<Ranking, KeyTable> tables = new EnumMap<>(Ranking.class);
  private final KeyTable sources = table(Ranking.SOURCES);
  private final KeyTable sourcesByBytes = table(Ranking.SOURCES_BY_BYTES);
  private final KeyTable destinations = table(Ranking.DESTINATIONS);
  private final KeyTable destinationsByBytes = table(Ranking.DESTINATIONS_BY_BYTES);
  private final KeyTable conversations = table(Ranking.CONVERSATIONS);
  private final KeyTable tunnels = table(Ranking.TUNNELS);
  private final KeyTable sourcePorts = table(Ranking.SOURCE_PORTS);
  private final KeyTable destinationPorts = table(Ranking.DESTINATION_PORTS);
  private final KeyTable protocols = table(Ranking.PROTOCOLS);
  private final KeyTable tcpFlags = table(Ranking.TCP_FLAGS);
  private final KeyTable timesToLive = table(Ranking.TIMES_TO_LIVE);
  private long packets;
  private long bytes;
  private boolean truncated;

  /** Length on the wire of the packet that is being decoded. */
  private long length;

  // The last IP header of the packet that is being decoded: a tunnel, if the packet has another one
  // inside.
  private int outerVersion;
  private int outerProtocol;
  private long outerSourceHigh;
  private long outerSourceLow;
  private long outerDestinationHigh;
  private long outerDestinationLow;

  private KeyTable table(Ranking ranking) {
    return tables.computeIfAbsent(ranking, key -> key.newTable(hashes, median));
  }

  void addFile(Path capture) throws IOException {
    truncated |= PcapFile.scan(capture, this).truncated();
  }

  void add(Packet packet) {
    Instant time = packet.time();
    packet(
        time.getEpochSecond(),
        time.getNano(),
        packet.originalLength(),
        packet.linkType(),
        packet.data());
  }

  TrafficCounter addAll(TrafficSummary other) {
    packets += other.packets();
    bytes += other.bytes();
    truncated |= other.truncated();
    other.addTo(ends, lengths);
    timeline.addAll(other.timeline());
    tables.forEach((ranking, table) -> table.addAll(other.counts(ranking)));
    return this;
  }

  TrafficSummary toSummary() {
    Map<Ranking, KeyCounts> counts = new EnumMap<>(Ranking.class);
    tables.forEach((ranking, table) -> counts.put(ranking, table.toCounts()));
    return new TrafficSummary(
        packets, bytes, truncated, ends.clone(), lengths.clone(), timeline.toTimeline(), counts);
  }

  @Override
  @SuppressWarnings("EnumOrdinal") // an index into ends
  public void packet(
      long epochSecond, int nano, long originalLength, int linkType, ByteBuffer data) {
    packets++;
    bytes += originalLength;
    length = originalLength;
    lengths[TrafficSummary.lengthIndex(originalLength)]++;
    if (epochSecond != 0 || nano != 0) {
      timeline.add(epochSecond, nano, originalLength);
    }
    outerVersion = 0;
    ends[decoder.decode(data, linkType, originalLength).ordinal()]++;
    if (decoder.version() != 0) {
      countAddresses();
    }
    if (decoder.transport() >= 0) {
      countTransport();
    }
  }

  @Override
  public void vlan(int id) {
    // Not counted.
  }

  @Override
  public void ip(HeaderDecoder header) {
    if (outerVersion != 0) {
      tunnels.add(
          TrafficSummary.tag(outerProtocol, outerVersion),
          outerSourceHigh,
          outerSourceLow,
          outerDestinationHigh,
          outerDestinationLow,
          1,
          length);
    }
    outerVersion = header.version();
    outerProtocol = header.protocol();
    outerSourceHigh = header.sourceHigh();
    outerSourceLow = header.sourceLow();
    outerDestinationHigh = header.destinationHigh();
    outerDestinationLow = header.destinationLow();
  }

  private void countAddresses() {
    int version = decoder.version();
    long sourceHigh = decoder.sourceHigh();
    long sourceLow = decoder.sourceLow();
    long destinationHigh = decoder.destinationHigh();
    long destinationLow = decoder.destinationLow();
    protocols.add(decoder.protocol() + 1, 1, length);
    timesToLive.add(decoder.timeToLive() + 1, 1, length);
    long hash = hashes.of(version, sourceHigh, sourceLow);
    sources.add(hash, version, sourceHigh, sourceLow, 1, length);
    sourcesByBytes.add(hash, version, sourceHigh, sourceLow, length, 1);
    hash = hashes.of(version, destinationHigh, destinationLow);
    destinations.add(hash, version, destinationHigh, destinationLow, 1, length);
    destinationsByBytes.add(hash, version, destinationHigh, destinationLow, length, 1);
    int order = Long.compareUnsigned(sourceHigh, destinationHigh);
    if (order < 0 || (order == 0 && Long.compareUnsigned(sourceLow, destinationLow) <= 0)) {
      conversations.add(version, sourceHigh, sourceLow, destinationHigh, destinationLow, 1, length);
    } else {
      conversations.add(version, destinationHigh, destinationLow, sourceHigh, sourceLow, 1, length);
    }
  }

  private void countTransport() {
    int protocol = decoder.transport();
    if (decoder.sourcePort() >= 0) {
      sourcePorts.add(TrafficSummary.tag(protocol, decoder.sourcePort()), 1, length);
      destinationPorts.add(TrafficSummary.tag(protocol, decoder.destinationPort()), 1, length);
    }
    if (decoder.tcpFlags() >= 0) {
      tcpFlags.add(decoder.tcpFlags() + 1, 1, length);
    }
  }
}
