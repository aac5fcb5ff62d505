package io.github.cloudflarepcaps.traffic;

import io.github.cloudflarepcaps.traffic.PacketHeaders.End;
import io.github.cloudflarepcaps.traffic.TrafficSummary.Conversation;
import io.github.cloudflarepcaps.traffic.TrafficSummary.Count;
import io.github.cloudflarepcaps.traffic.TrafficSummary.Interval;
import io.github.cloudflarepcaps.traffic.TrafficSummary.Port;
import io.github.cloudflarepcaps.traffic.TrafficSummary.Tunnel;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes a summary as a page for a terminal: 100 columns, about 60 lines.
 *
 * <p>ASCII alone, because the standard output of a container without a locale has nothing else.
 */
final class TrafficTable {

  private static final int SOURCES = 10;
  private static final int ROWS = 5;
  private static final int INTERVALS = 60;
  private static final int CHART_LINES = 5;
  private static final int WIDTH = 100;
  private static final int KEY_WIDTH = 39;
  private static final int BAR_WIDTH = 17;
  private static final int HALF_WIDTH = 52;
  private static final Duration DAY = Duration.ofDays(1);
  private static final String WIDE = "%-" + KEY_WIDTH + "s %15s %7s %10s %7s  %s";
  private static final String NARROW = "%-21s %15s %7s";

  private final TrafficSummary summary;
  private final List<String> lines = new ArrayList<>();

  TrafficTable(TrafficSummary summary) {
    this.summary = summary;
  }

  String text() {
    totals();
    chart();
    sideBySide(
        numbers("Protocol", summary.protocols(), ProtocolNames::protocol),
        numbers("TCP flags", summary.tcpFlags(), ProtocolNames::tcpFlags));
    wide("Source", summary.topSources(SOURCES), Figures::address);
    wide("Destination", summary.topDestinations(ROWS), Figures::address);
    sideBySide(
        numbers("Destination port", summary.topDestinationPorts(ROWS), TrafficTable::name),
        numbers("Source port", summary.topSourcePorts(ROWS), TrafficTable::name));
    sideBySide(
        lengths(), numbers("Time to live", summary.timesToLive(), timeToLive -> "" + timeToLive));
    wide("Conversation", summary.topConversations(ROWS), TrafficTable::name);
    wide("Tunnel", summary.topTunnels(ROWS), TrafficTable::name);
    notes();
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line.stripTrailing()).append('\n'));
    return text.toString();
  }

  private void totals() {
    Duration span = span();
    double seconds = Math.max(span.getSeconds() + span.getNano() / 1e9, 1e-9);
    boolean rates = !span.isZero();
    String packets = rates ? Figures.scaled(summary.packets() / seconds) + "pps" : "";
    String bits = rates ? Figures.scaled(summary.bytes() * 8 / seconds) + "bps" : "";
    total("Packets", Figures.count(summary.packets()), packets);
    total("Bytes", Figures.bytes((double) summary.bytes()), bits);
    total("Sources", Figures.count(summary.distinctSources()), estimate(Ranking.SOURCES));
    total(
        "Destinations",
        Figures.count(summary.distinctDestinations()),
        estimate(Ranking.DESTINATIONS));
    if (summary.first() != null && summary.last() != null) {
      lines.add("First          " + time(summary.first()));
      lines.add("Last           " + time(summary.last()) + ", after " + Figures.duration(span));
    }
  }

  private void total(String name, String value, String rate) {
    lines.add(String.format(Locale.ROOT, "%-14s %15s   %s", name, value, rate));
  }

  private String estimate(Ranking ranking) {
    return summary.counts(ranking).missed() > 0 ? "estimated" : "";
  }

  private Duration span() {
    Instant first = summary.first();
    Instant last = summary.last();
    return first == null || last == null ? Duration.ZERO : Duration.between(first, last);
  }

  private void chart() {
    List<Interval> timeline = summary.timeline(INTERVALS);
    long most = timeline.stream().mapToLong(Interval::packets).max().orElse(0);
    if (timeline.size() < 2 || most == 0) {
      return;
    }
    String length = Figures.duration(timeline.get(0).length());
    lines.add("");
    lines.add("Packets per " + length);
    for (int line = CHART_LINES - 1; line >= 0; line--) {
      StringBuilder row = new StringBuilder();
      for (Interval interval : timeline) {
        row.append(cell((double) interval.packets() / most * CHART_LINES - line));
      }
      String label = line == CHART_LINES - 1 ? Figures.count(most) : line == 0 ? "0" : "";
      lines.add(String.format(Locale.ROOT, "%15s |%s", label, row));
    }
    lines.add(" ".repeat(17) + axis(timeline));
  }

  /** How much of a cell is below the curve. */
  private static char cell(double height) {
    if (height <= 0) {
      return ' ';
    }
    return height < 1.0 / 3 ? '.' : height < 2.0 / 3 ? ':' : '#';
  }

  private static String axis(List<Interval> timeline) {
    String first = label(timeline.get(0));
    String last = label(timeline.get(timeline.size() - 1));
    int space = timeline.size() - first.length() - last.length();
    return space < 1 ? first : first + " ".repeat(space) + last;
  }

  private static String label(Interval interval) {
    String[] dateAndClock = time(interval.start()).split("[TZ]");
    return dateAndClock[interval.length().compareTo(DAY) < 0 ? 1 : 0];
  }

  private static String time(Instant time) {
    return time.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  private <K> List<String> numbers(String title, List<Count<K>> counts, Function<K, String> name) {
    return narrow(
        title,
        counts.stream().map(count -> Map.entry(name.apply(count.key()), count.packets())).toList());
  }

  private List<String> lengths() {
    return narrow(
        "Packet length",
        summary.packetLengths().entrySet().stream()
            .sorted(Map.Entry.<Integer, Long>comparingByValue().reversed())
            .map(entry -> Map.entry(lengthClass(entry.getKey()), entry.getValue()))
            .toList());
  }

  private static String lengthClass(int lowest) {
    return switch (lowest) {
      case 0 -> "0 to 19 B";
      case 5120 -> "5120 B or more";
      default -> lowest + " to " + (2 * lowest - 1) + " B";
    };
  }

  /** A table without bytes, of which two stand side by side. */
  private List<String> narrow(String title, List<Map.Entry<String, Long>> counts) {
    List<String> table = new ArrayList<>();
    if (!counts.isEmpty()) {
      table.add(String.format(Locale.ROOT, NARROW, title, "packets", "%"));
    }
    for (Map.Entry<String, Long> count : counts.subList(0, Math.min(ROWS, counts.size()))) {
      String packets = Figures.count(count.getValue());
      table.add(
          String.format(Locale.ROOT, NARROW, count.getKey(), packets, share(count.getValue())));
    }
    return table;
  }

  private String share(long packets) {
    return Figures.share(packets, summary.packets());
  }

  private void sideBySide(List<String> left, List<String> right) {
    int count = Math.max(left.size(), right.size());
    if (count > 0) {
      lines.add("");
    }
    for (int i = 0; i < count; i++) {
      String first = i < left.size() ? left.get(i) : "";
      String second = i < right.size() ? right.get(i) : "";
      lines.add(String.format(Locale.ROOT, "%-" + HALF_WIDTH + "s%s", first, second));
    }
  }

  private <K> void wide(String title, List<Count<K>> counts, Function<K, String> name) {
    if (counts.isEmpty()) {
      return;
    }
    lines.add("");
    lines.add(String.format(Locale.ROOT, WIDE, title, "packets", "%", "bytes", "%", ""));
    for (Count<K> count : counts) {
      String key = name.apply(count.key());
      if (key.length() > KEY_WIDTH) {
        lines.add(key);
        key = "";
      }
      int bar = (int) Math.round((double) BAR_WIDTH * count.packets() / summary.packets());
      lines.add(
          String.format(
              Locale.ROOT,
              WIDE,
              key,
              Figures.count(count.packets()),
              share(count.packets()),
              Figures.bytes((double) count.bytes()),
              Figures.share(count.bytes(), summary.bytes()),
              "#".repeat(bar)));
    }
  }

  private static String name(Port port) {
    return ProtocolNames.protocol(port.protocol()) + " " + port.port();
  }

  private static String name(Conversation conversation) {
    return Figures.address(conversation.a()) + " - " + Figures.address(conversation.b());
  }

  private static String name(Tunnel tunnel) {
    String carrier =
        tunnel.protocol() == HeaderDecoder.UDP
            ? "VXLAN"
            : ProtocolNames.protocol(tunnel.protocol());
    return carrier
        + " "
        + Figures.address(tunnel.source())
        + " > "
        + Figures.address(tunnel.destination());
  }

  private void notes() {
    List<String> notes = new ArrayList<>();
    String ends =
        summary.ends().entrySet().stream()
            .filter(entry -> entry.getKey() != End.COMPLETE)
            .map(entry -> name(entry.getKey()) + " " + Figures.count(entry.getValue()))
            .collect(Collectors.joining(", "));
    if (!ends.isEmpty()) {
      notes.add("Packets not decoded to the end: " + ends + ".");
    }
    String missed =
        Stream.of(Ranking.values())
            .filter(ranking -> !ranking.ofBytes() && summary.counts(ranking).missed() > 0)
            .map(ranking -> name(ranking) + " " + Figures.count(summary.counts(ranking).missed()))
            .collect(Collectors.joining(", "));
    if (!missed.isEmpty()) {
      notes.add("More keys than are kept: counts may be too high, at most by: " + missed + ".");
    }
    if (summary.truncated()) {
      notes.add("A file ends inside a packet, which is not counted: the capture is incomplete.");
    }
    if (!notes.isEmpty()) {
      lines.add("");
      notes.forEach(note -> lines.addAll(wrapped(note)));
    }
  }

  private static List<String> wrapped(String note) {
    List<String> wrapped = new ArrayList<>();
    String rest = note;
    while (rest.length() > WIDTH) {
      int space = rest.lastIndexOf(' ', WIDTH);
      wrapped.add(rest.substring(0, space));
      rest = "  " + rest.substring(space + 1);
    }
    wrapped.add(rest);
    return wrapped;
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
