package io.github.cloudflarepcaps.traffic;

import io.github.cloudflarepcaps.pcapfile.Packet;
import io.github.cloudflarepcaps.traffic.KeyCounts.KeyReader;
import io.github.cloudflarepcaps.traffic.PacketHeaders.End;
import java.io.IOException;
import java.io.Serializable;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Who sends what: totals, rankings and a timeline of the packets of a capture.
 *
 * <pre>{@code
 * System.out.println(TrafficSummary.of(Path.of("attack.pcap")).table());
 * }</pre>
 *
 * <p>A packet counts once, by the addresses of its innermost IP header; what carried it counts as a
 * {@linkplain #topTunnels tunnel}. Bytes are lengths on the wire, also of packets that the capture
 * cut. A packet without IP has no addresses, but counts in totals, lengths, {@link #ends} and the
 * timeline. Equal counts rank by key, so that the order does not depend on the order of packets.
 *
 * <p><b>Memory</b> is bounded whatever the traffic: each ranking keeps at most 6144 keys in at most
 * 0.5 MB, all of them together less than 5 MB, and far less while there are few keys. When a
 * ranking is full, the keys with the lowest counts are evicted. Then {@link Count} has bounds
 * instead of exact numbers: a key with more than a 3072nd of all packets (or bytes) is always in
 * the ranking, and no count is wrong by more. {@link #distinctSources} and {@link
 * #distinctDestinations} become estimates with a standard error of 0.8 %. Everything else stays
 * exact.
 *
 * <p>Immutable. To count in parallel, use {@link #collector} or add up summaries with {@link
 * #plus}, which keeps the bounds.
 */
public final class TrafficSummary implements Serializable {

  private static final long serialVersionUID = 1;

  /** Number of classes of packet lengths. */
  static final int LENGTHS = 10;

  private final long packets;
  private final long bytes;
  private final boolean truncated;
  private final long[] ends;
  private final long[] lengths;
  private final Timeline timeline;
  private final Map<Ranking, KeyCounts> rankings;

  /**
   * How often a key was counted, in the unit of its ranking and in the other.
   *
   * <p>In the unit that ranks: {@code atLeast} ≤ the true number ≤ the value. In the other unit
   * both are what was counted while the key was in the ranking, which is never too high. All are
   * exact, and the pairs equal, if no key was evicted; see {@link TrafficSummary}.
   *
   * <p>It may gain components in later versions.
   *
   * @param key whose packets these are
   * @param packets the number of packets, an upper bound where packets rank
   * @param packetsAtLeast the number of packets for certain
   * @param bytes the bytes on the wire, an upper bound where bytes rank
   * @param bytesAtLeast the bytes on the wire for certain
   */
  public record Count<K>(K key, long packets, long packetsAtLeast, long bytes, long bytesAtLeast)
      implements Serializable {}

  /**
   * A port of a transport protocol.
   *
   * <p>It may gain components in later versions.
   *
   * @param protocol its IANA number: 6 is TCP, 17 UDP, 132 SCTP
   * @param port from 0 to 65535
   */
  public record Port(int protocol, int port) implements Serializable {}

  /**
   * Two addresses that exchange packets, in both directions.
   *
   * <p>It may gain components in later versions.
   *
   * @param a the lower address; IPv4 is before IPv6
   * @param b the higher address
   */
  public record Conversation(InetAddress a, InetAddress b) implements Serializable {

    /** Sorts the addresses, so that both directions are equal. */
    public Conversation {
      Objects.requireNonNull(a, "a");
      Objects.requireNonNull(b, "b");
      if (compare(a.getAddress(), b.getAddress()) > 0) {
        InetAddress higher = a;
        a = b;
        b = higher;
      }
    }

    private static int compare(byte[] left, byte[] right) {
      return left.length == right.length
          ? Arrays.compareUnsigned(left, right)
          : Integer.compare(left.length, right.length);
    }
  }

  /**
   * A tunnel in one direction: an outer IP header whose packet has another IP header inside.
   *
   * <p>It may gain components in later versions.
   *
   * @param protocol what the outer header carries: 47 is GRE, 4 IPv4, 41 IPv6, 137 MPLS, 143
   *     Ethernet, 17 VXLAN
   * @param source the outer source
   * @param destination the outer destination
   */
  public record Tunnel(int protocol, InetAddress source, InetAddress destination)
      implements Serializable {

    /** Checks that both addresses are there. */
    public Tunnel {
      Objects.requireNonNull(source, "source");
      Objects.requireNonNull(destination, "destination");
    }
  }

  /**
   * A part of the timeline.
   *
   * <p>It may gain components in later versions.
   *
   * @param start its first instant
   * @param length how long it is: up to, but without, the start of the next
   * @param packets the packets in it
   * @param bytes their bytes on the wire
   */
  public record Interval(Instant start, Duration length, long packets, long bytes)
      implements Serializable {

    /** Checks that start and length are there. */
    public Interval {
      Objects.requireNonNull(start, "start");
      Objects.requireNonNull(length, "length");
    }
  }

  /** Keeps the arrays and the map. */
  TrafficSummary(
      long packets,
      long bytes,
      boolean truncated,
      long[] ends,
      long[] lengths,
      Timeline timeline,
      Map<Ranking, KeyCounts> rankings) {
    this.packets = packets;
    this.bytes = bytes;
    this.truncated = truncated;
    this.ends = ends;
    this.lengths = lengths;
    this.timeline = timeline;
    this.rankings = rankings;
  }

  /**
   * Summarizes capture files: pcap or pcapng, plain or compressed with gzip. Without one the
   * summary is empty.
   *
   * @throws io.github.cloudflarepcaps.pcapfile.NotPcapException if a file is no capture or is
   *     damaged; one that is incomplete only sets {@link #truncated}
   * @throws IOException if a file cannot be read
   */
  public static TrafficSummary of(Path... captures) throws IOException {
    return of(List.of(captures));
  }

  /** As {@link #of(Path...)}. */
  public static TrafficSummary of(List<Path> captures) throws IOException {
    TrafficCounter counter = new TrafficCounter();
    for (Path capture : captures) {
      counter.addFile(capture);
    }
    return counter.toSummary();
  }

  /**
   * Summarizes a stream of packets, which may be parallel. Files are faster with {@link
   * #of(Path...)}, which makes no object of a packet.
   */
  public static Collector<Packet, ?, TrafficSummary> collector() {
    return Collector.of(
        TrafficCounter::new,
        TrafficCounter::add,
        (left, right) -> left.addAll(right.toSummary()),
        TrafficCounter::toSummary,
        Collector.Characteristics.UNORDERED);
  }

  /** The summary of the packets of both. */
  public TrafficSummary plus(TrafficSummary other) {
    return new TrafficCounter().addAll(this).addAll(other).toSummary();
  }

  /** The number of packets. */
  public long packets() {
    return packets;
  }

  /** The bytes of all packets, on the wire. */
  public long bytes() {
    return bytes;
  }

  /** The earliest time of a packet; null if no packet has one. */
  public @Nullable Instant first() {
    return timeline.first();
  }

  /** The latest time of a packet; null if no packet has one. */
  public @Nullable Instant last() {
    return timeline.last();
  }

  /** Whether one of the files ends inside a packet, which is not counted. */
  public boolean truncated() {
    return truncated;
  }

  /** How many packets ended how; without the ends that no packet had. */
  @SuppressWarnings("EnumOrdinal") // an index into ends
  public SortedMap<End, Long> ends() {
    SortedMap<End, Long> counts = new TreeMap<>();
    for (End end : End.values()) {
      if (ends[end.ordinal()] > 0) {
        counts.put(end, ends[end.ordinal()]);
      }
    }
    return Collections.unmodifiableSortedMap(counts);
  }

  /** The {@code n} sources with the most packets, at most as many as there are. */
  public List<Count<InetAddress>> topSources(int n) {
    return counts(Ranking.SOURCES).byPackets(n, ADDRESS);
  }

  /** The {@code n} destinations with the most packets. */
  public List<Count<InetAddress>> topDestinations(int n) {
    return counts(Ranking.DESTINATIONS).byPackets(n, ADDRESS);
  }

  /** The {@code n} sources with the most bytes. */
  public List<Count<InetAddress>> topSourcesByBytes(int n) {
    return counts(Ranking.SOURCES_BY_BYTES).byBytes(n, ADDRESS);
  }

  /** The {@code n} destinations with the most bytes. */
  public List<Count<InetAddress>> topDestinationsByBytes(int n) {
    return counts(Ranking.DESTINATIONS_BY_BYTES).byBytes(n, ADDRESS);
  }

  /** The {@code n} ports with the most packets from them. */
  public List<Count<Port>> topSourcePorts(int n) {
    return counts(Ranking.SOURCE_PORTS).byPackets(n, PORT);
  }

  /** The {@code n} ports with the most packets to them. */
  public List<Count<Port>> topDestinationPorts(int n) {
    return counts(Ranking.DESTINATION_PORTS).byPackets(n, PORT);
  }

  /** The {@code n} conversations with the most packets, of both directions. */
  public List<Count<Conversation>> topConversations(int n) {
    return counts(Ranking.CONVERSATIONS).byPackets(n, CONVERSATION);
  }

  /** The {@code n} tunnels with the most packets. */
  public List<Count<Tunnel>> topTunnels(int n) {
    return counts(Ranking.TUNNELS).byPackets(n, TUNNEL);
  }

  /** Packets by {@linkplain PacketHeaders.Ip#protocol protocol} of the innermost IP header. */
  public List<Count<Integer>> protocols() {
    return counts(Ranking.PROTOCOLS).byPackets(Integer.MAX_VALUE, NUMBER);
  }

  /** TCP packets by {@linkplain PacketHeaders.Transport#tcpFlags flags}: 2 is SYN alone. */
  public List<Count<Integer>> tcpFlags() {
    return counts(Ranking.TCP_FLAGS).byPackets(Integer.MAX_VALUE, NUMBER);
  }

  /** Packets by time to live (hop limit) of the innermost IP header. */
  public List<Count<Integer>> timesToLive() {
    return counts(Ranking.TIMES_TO_LIVE).byPackets(Integer.MAX_VALUE, NUMBER);
  }

  /** How many different sources there are; an estimate from more than 6144 on. */
  public long distinctSources() {
    return counts(Ranking.SOURCES).distinct();
  }

  /** How many different destinations there are; an estimate from more than 6144 on. */
  public long distinctDestinations() {
    return counts(Ranking.DESTINATIONS).distinct();
  }

  /**
   * Packets by length on the wire, in classes named by their lowest length: 0, 20, 40, 80, 160,
   * 320, 640, 1280, 2560, and 5120 for all longer ones. Without the classes that have no packet.
   */
  public SortedMap<Integer, Long> packetLengths() {
    SortedMap<Integer, Long> counts = new TreeMap<>();
    for (int i = 0; i < LENGTHS; i++) {
      if (lengths[i] > 0) {
        counts.put(i == 0 ? 0 : 10 << i, lengths[i]);
      }
    }
    return Collections.unmodifiableSortedMap(counts);
  }

  /**
   * Packets and bytes by time: at most {@code intervals} contiguous intervals of equal length, the
   * first of which holds {@link #first} and the last {@link #last}. Their length is one that people
   * count in, such as 20 ms or 5 minutes, and they begin at multiples of it. Packets without a time
   * are left out. There are never more than 4096, and none if no packet has a time.
   *
   * @throws IllegalArgumentException if {@code intervals} is below 1
   */
  public List<Interval> timeline(int intervals) {
    return timeline.intervals(intervals);
  }

  /**
   * The summary as a page for people: at most 100 columns of ASCII, in every locale the same.
   *
   * <p>Its form may change in later versions; programs use the other methods.
   */
  public String table() {
    return new TrafficTable(this).text();
  }

  private static final KeyReader<InetAddress> ADDRESS = (counts, row) -> address(counts, row, 1);

  private static final KeyReader<Port> PORT =
      (counts, row) -> new Port(high(counts, row), low(counts, row));

  private static final KeyReader<Conversation> CONVERSATION =
      (counts, row) -> new Conversation(address(counts, row, 1), address(counts, row, 3));

  private static final KeyReader<Tunnel> TUNNEL =
      (counts, row) ->
          new Tunnel(high(counts, row), address(counts, row, 1), address(counts, row, 3));

  private static final KeyReader<Integer> NUMBER = (counts, row) -> low(counts, row) - 1;

  KeyCounts counts(Ranking ranking) {
    return Objects.requireNonNull(rankings.get(ranking));
  }

  Timeline timeline() {
    return timeline;
  }

  void addTo(long[] allEnds, long[] allLengths) {
    Arrays.setAll(allEnds, i -> allEnds[i] + ends[i]);
    Arrays.setAll(allLengths, i -> allLengths[i] + lengths[i]);
  }

  /** The class of a length: 0 below 20, then one for each doubling. */
  static int lengthIndex(long length) {
    return Math.min(Long.SIZE - Long.numberOfLeadingZeros(length / 20), LENGTHS - 1);
  }

  /** Two numbers of 16 bits as the tag of a key; not 0 unless both are. */
  static long tag(int high, int low) {
    return (long) high << 16 | low;
  }

  private static int high(KeyCounts counts, int row) {
    return (int) (counts.word(row, 0) >> 16);
  }

  private static int low(KeyCounts counts, int row) {
    return (int) counts.word(row, 0) & 0xffff;
  }

  private static InetAddress address(KeyCounts counts, int row, int word) {
    return PacketHeaders.address(
        low(counts, row), counts.word(row, word), counts.word(row, word + 1));
  }
}
