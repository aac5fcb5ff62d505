package io.github.cloudflarepcaps.traffic;

import io.github.cloudflarepcaps.pcapfile.Packet;
import io.github.cloudflarepcaps.pcapfile.PacketVisitor;
import io.github.cloudflarepcaps.pcapfile.PcapFile;
import io.github.cloudflarepcaps.traffic.PacketHeaders.End;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;

/** Counts packets for a {@link TrafficSummary}. For use by one thread. */
final class TrafficCounter implements PacketVisitor, HeaderDecoder.Layers {

  private static final End[] ENDS = End.values();
  private static final Ranking[] RANKINGS = Ranking.values();

  private final KeyHash hashes = new KeyHash(new SplittableRandom());
  private final Median median = new Median(KeyTable.MAX_KEYS);
  private final HeaderDecoder decoder = new HeaderDecoder(this);
  private final TimelineCounter timeline = new TimelineCounter(hashes, median);
  private final long[] ends = new long[ENDS.length];
  private final long[] lengths = new long[TrafficSummary.LENGTHS];

  /** By the order of the rankings. */
  private final KeyTable[] tables = new KeyTable[RANKINGS.length];

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

  TrafficCounter() {
    Arrays.setAll(tables, i -> RANKINGS[i].newTable(hashes, median));
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
    for (int i = 0; i < tables.length; i++) {
      tables[i].addAll(other.counts(RANKINGS[i]));
    }
    return this;
  }

  TrafficSummary toSummary() {
    Map<Ranking, KeyCounts> counts = new EnumMap<>(Ranking.class);
    for (int i = 0; i < tables.length; i++) {
      counts.put(RANKINGS[i], tables[i].toCounts());
    }
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
      for (int i = 0; i < tables.length; i++) {
        RANKINGS[i].count(decoder, originalLength, tables[i]);
      }
    }
  }

  @Override
  public void vlan(int id) {
    // Not counted.
  }

  @Override
  @SuppressWarnings("EnumOrdinal") // an index into tables
  public void ip(HeaderDecoder header) {
    if (outerVersion != 0) {
      tables[Ranking.TUNNELS.ordinal()].add(
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
}
