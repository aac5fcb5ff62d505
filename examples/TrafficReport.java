import io.github.cloudflarepcaps.traffic.TrafficSummary;
import io.github.cloudflarepcaps.traffic.TrafficSummary.Count;
import io.github.cloudflarepcaps.traffic.TrafficSummary.Interval;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

// How do I report on a capture to somebody who has no tools?
//
//   mvn -q test-compile exec:java -Dexec.mainClass=TrafficReport \
//       -Dexec.args="target/report.html capture.pcap"
//
// The first file is written, the others are read. The report is one HTML page without scripts and
// external addresses: attach it to a mail or a ticket. Needs no account.
final class TrafficReport {

  private static final int ROWS = 10;
  private static final int INTERVALS = 120;
  private static final int WIDTH = 1000;
  private static final int HEIGHT = 220;
  private static final List<String> COLORS =
      List.of("#2f6fde", "#e07b1a", "#2a9d6f", "#8e5bd0", "#c9485b", "#7a8699");

  private static final String STYLE =
      """
      :root { color-scheme: light dark; --ink: #1c2530; --soft: #5b6775; --line: #dde3ea;
        --page: #ffffff; --card: #f5f7fa; --bar: #2f6fde; }
      @media (prefers-color-scheme: dark) { :root { --ink: #e6ebf1; --soft: #9aa7b5;
        --line: #303b48; --page: #12171d; --card: #1b222b; --bar: #6f9ff0; } }
      body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--page);
        max-width: 1000px; margin: 2rem auto; padding: 0 1rem; }
      h1 { font-size: 1.6rem; margin: 0; overflow-wrap: anywhere; }
      h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
      p, summary, caption, dt, .axis { color: var(--soft); }
      dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: .75rem;
        margin: 1.5rem 0; }
      dl div { background: var(--card); border-radius: 8px; padding: .6rem .9rem; }
      dd { margin: 0; font-size: 1.25rem; font-weight: 600; font-variant-numeric: tabular-nums; }
      table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
      th, td { text-align: right; padding: .25rem .5rem; border-bottom: 1px solid var(--line); }
      th { font-weight: 600; } th:first-child, td.bar { text-align: left; }
      tbody th { font-weight: 400; font-family: ui-monospace, monospace; overflow-wrap: anywhere; }
      td.bar { width: 26%; }
      svg { display: block; width: 100%; height: auto; } td svg { height: 12px; }
      svg rect.value { fill: var(--bar); } svg line { stroke: var(--line); }
      svg text { fill: var(--soft); font-size: 13px; }
      .pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(20rem, 1fr));
        gap: 0 2rem; }
      details { margin-top: .5rem; }
      .key { display: inline-block; width: .8em; height: .8em; border-radius: 2px;
        margin-right: .5em; }
      @media print { body { margin: 0; max-width: none; } details { display: none; } }
      """;

  private final TrafficSummary summary;
  private final StringBuilder html = new StringBuilder();

  public static void main(String[] args) throws IOException {
    if (args.length < 2) {
      throw new IllegalArgumentException("Usage: TrafficReport REPORT.html CAPTURE...");
    }
    List<Path> captures = Stream.of(args).skip(1).map(Path::of).toList();
    TrafficSummary summary = TrafficSummary.of(captures);
    String names =
        captures.stream()
            .map(Path::getFileName)
            .map(Path::toString)
            .collect(Collectors.joining(", "));
    Files.writeString(Path.of(args[0]), new TrafficReport(summary).page(names));
    System.out.println(args[0] + ": " + summary.packets() + " packets of " + names);
  }

  private TrafficReport(TrafficSummary summary) {
    this.summary = summary;
  }

  private String page(String names) {
    add("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    add("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    add(
        "<title>Traffic of %s</title>\n<style>\n%s</style>\n</head>\n<body>\n",
        escaped(names), STYLE);
    add("<header>\n<h1>Traffic of %s</h1>\n%s</header>\n<main>\n", escaped(names), span());
    figures();
    timeline();
    protocols();
    talkers("Top sources", "Source", summary.topSources(ROWS), TrafficReport::address);
    talkers(
        "Top destinations", "Destination", summary.topDestinations(ROWS), TrafficReport::address);
    add("<div class=\"pair\">\n");
    ports("Top destination ports", summary.topDestinationPorts(ROWS));
    ports("Top source ports", summary.topSourcePorts(ROWS));
    add("</div>\n");
    talkers(
        "Top conversations",
        "Between",
        summary.topConversations(ROWS),
        pair -> address(pair.a()) + " and " + address(pair.b()));
    talkers(
        "Tunnels",
        "Tunnel",
        summary.topTunnels(ROWS),
        tunnel ->
            protocol(tunnel.protocol())
                + (" from " + address(tunnel.source()) + " to " + address(tunnel.destination())));
    notes();
    add("</main>\n</body>\n</html>\n");
    return html.toString();
  }

  private String span() {
    Instant first = summary.first();
    Instant last = summary.last();
    return first == null || last == null
        ? ""
        : "<p>%s to %s</p>\n".formatted(time(first), time(last));
  }

  private void figures() {
    add("<dl>\n");
    figure("Packets", text("%,d", summary.packets()));
    figure("Bytes", scaled(summary.bytes()) + "B");
    double seconds = seconds();
    if (seconds > 0) {
      figure("Packet rate", scaled(summary.packets() / seconds) + "pps");
      figure("Bit rate", scaled(summary.bytes() * 8 / seconds) + "bps");
    }
    figure("Sources", text("%,d", summary.distinctSources()));
    figure("Destinations", text("%,d", summary.distinctDestinations()));
    add("</dl>\n");
  }

  private void figure(String name, String value) {
    add("<div><dt>%s</dt><dd>%s</dd></div>\n", name, value);
  }

  // One bar for each interval; each has a title of its own, which browsers show.
  private void timeline() {
    List<Interval> intervals = summary.timeline(INTERVALS);
    long most = intervals.stream().mapToLong(Interval::packets).max().orElse(0);
    if (most == 0) {
      return;
    }
    String length = duration(intervals.get(0).length());
    add("<section>\n<h2>Packets per %s</h2>\n", length);
    add(
        "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-labelledby=\"timeline\">\n",
        WIDTH, HEIGHT + 24);
    add("<title id=\"timeline\">Packets per %s, at most %,d</title>\n", length, most);
    for (int line = 0; line <= 2; line++) {
      int y = 1 + (HEIGHT - 1) * line / 2;
      add("<line x1=\"0\" x2=\"%d\" y1=\"%d\" y2=\"%d\"/>\n", WIDTH, y, y);
    }
    double width = (double) WIDTH / intervals.size();
    for (int i = 0; i < intervals.size(); i++) {
      Interval interval = intervals.get(i);
      double height = HEIGHT * (double) interval.packets() / most;
      add(
          "<rect class=\"value\" x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\">",
          i * width, HEIGHT - height, Math.max(1, width - 1), height);
      add("<title>%s: %,d packets</title></rect>\n", time(interval.start()), interval.packets());
    }
    add("<text x=\"4\" y=\"16\">%,d</text>\n", most);
    add("<text x=\"0\" y=\"%d\">%s</text>\n", HEIGHT + 18, time(intervals.get(0).start()));
    Interval end = intervals.get(intervals.size() - 1);
    add(
        "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>\n</svg>\n",
        WIDTH, HEIGHT + 18, time(end.start()));
    add("<details>\n<summary>The timeline as a table</summary>\n<table>\n<thead><tr>");
    add("<th scope=\"col\">From</th><th scope=\"col\">Packets</th><th scope=\"col\">Bytes</th>");
    add("</tr></thead>\n<tbody>\n");
    for (Interval interval : intervals) {
      add("<tr><th scope=\"row\">%s</th>", time(interval.start()));
      add("<td>%,d</td><td>%sB</td></tr>\n", interval.packets(), scaled(interval.bytes()));
    }
    add("</tbody>\n</table>\n</details>\n</section>\n");
  }

  // One bar of all packets, in parts; the table below has the same colors.
  private void protocols() {
    List<Count<Integer>> protocols = summary.protocols();
    if (protocols.isEmpty()) {
      return;
    }
    add("<section>\n<h2>Protocols</h2>\n");
    add("<svg viewBox=\"0 0 %d 28\" role=\"img\" aria-labelledby=\"protocols\">\n", WIDTH);
    add("<title id=\"protocols\">Shares of the protocols in all packets</title>\n");
    double x = 0;
    for (int i = 0; i < protocols.size(); i++) {
      double width = WIDTH * share(protocols.get(i).packets());
      add("<rect x=\"%.2f\" width=\"%.2f\" height=\"28\" fill=\"%s\">", x, width, color(i));
      String name = protocol(protocols.get(i).key());
      add("<title>%s: %s</title></rect>\n", name, percent(protocols.get(i).packets()));
      x += width;
    }
    add("</svg>\n<table>\n<thead><tr><th scope=\"col\">Protocol</th>");
    add("<th scope=\"col\">Packets</th><th scope=\"col\">Share</th><th scope=\"col\">Bytes</th>");
    add("</tr></thead>\n<tbody>\n");
    for (int i = 0; i < Math.min(ROWS, protocols.size()); i++) {
      Count<Integer> count = protocols.get(i);
      String key = "<span class=\"key\" style=\"background: %s\"></span>".formatted(color(i));
      row(key + protocol(count.key()), count, "");
    }
    add("</tbody>\n</table>\n</section>\n");
  }

  private <K> void talkers(
      String title, String column, List<Count<K>> counts, Function<K, String> name) {
    if (counts.isEmpty()) {
      return;
    }
    add("<section>\n<h2>%s</h2>\n<table>\n<thead><tr><th scope=\"col\">%s</th>", title, column);
    add("<th scope=\"col\">Packets</th><th scope=\"col\">Share</th><th scope=\"col\">Bytes</th>");
    add("<td></td></tr></thead>\n<tbody>\n");
    for (Count<K> count : counts) {
      String bar =
          "<td class=\"bar\"><svg viewBox=\"0 0 100 12\" preserveAspectRatio=\"none\""
              + " aria-hidden=\"true\"><rect class=\"value\" width=\"%.2f\""
              + " height=\"12\"/></svg></td>";
      row(name.apply(count.key()), count, text(bar, 100 * share(count.packets())));
    }
    add("</tbody>\n</table>\n</section>\n");
  }

  private void ports(String title, List<Count<TrafficSummary.Port>> counts) {
    talkers(title, "Port", counts, port -> protocol(port.protocol()) + " " + port.port());
  }

  private <K> void row(String name, Count<K> count, String bar) {
    add("<tr><th scope=\"row\">%s</th><td>%,d</td>", name, count.packets());
    add("<td>%s</td><td>%sB</td>%s</tr>\n", percent(count.packets()), scaled(count.bytes()), bar);
  }

  private void notes() {
    if (summary.truncated()) {
      add("<p>A file ends inside a packet, which is not counted.</p>\n");
    }
    boolean exact =
        Stream.of(summary.topSources(ROWS), summary.topDestinations(ROWS))
            .flatMap(List::stream)
            .allMatch(count -> count.packets() == count.packetsAtLeast());
    if (!exact) {
      add(
          "<p>Of more keys than are kept, counts are upper bounds and distinct ones"
              + " estimates.</p>\n");
    }
  }

  private double seconds() {
    Instant first = summary.first();
    Instant last = summary.last();
    return first == null || last == null ? 0 : Duration.between(first, last).toNanos() / 1e9;
  }

  private double share(long packets) {
    return (double) packets / summary.packets();
  }

  private String percent(long packets) {
    return text("%.1f%%", 100 * share(packets));
  }

  private static String color(int i) {
    return COLORS.get(Math.min(i, COLORS.size() - 1));
  }

  private static String protocol(int number) {
    return switch (number) {
      case 1 -> "ICMP";
      case 4 -> "IPv4 in IP";
      case 6 -> "TCP";
      case 17 -> "UDP";
      case 41 -> "IPv6 in IP";
      case 47 -> "GRE";
      case 50 -> "ESP";
      case 58 -> "ICMPv6";
      case 132 -> "SCTP";
      default -> "protocol " + number;
    };
  }

  private static String address(InetAddress address) {
    return address.getHostAddress();
  }

  private static String time(Instant time) {
    return time.truncatedTo(ChronoUnit.MILLIS).toString().replace('T', ' ').replace("Z", " UTC");
  }

  private static String duration(Duration length) {
    long seconds = length.getSeconds();
    if (seconds == 0) {
      return length.toNanos() < 1_000_000
          ? length.toNanos() / 1000 + " µs"
          : length.toMillis() + " ms";
    }
    return seconds < 60
        ? seconds + " s"
        : seconds < 3600 ? seconds / 60 + " min" : seconds / 3600 + " h";
  }

  private static String scaled(double number) {
    String[] prefixes = {"", "k", "M", "G", "T", "P", "E"};
    int prefix = 0;
    double scaled = number;
    for (; scaled >= 999.5 && prefix < prefixes.length - 1; prefix++) {
      scaled /= 1000;
    }
    return text(scaled < 100 && prefix > 0 ? "%.1f %s" : "%.0f %s", scaled, prefixes[prefix]);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private void add(String format, Object... values) {
    html.append(text(format, values));
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
