import io.github.cloudflarepcaps.examples.Connection;
import io.github.cloudflarepcaps.model.FullPcap;
import io.github.cloudflarepcaps.model.Pcap;
import io.github.cloudflarepcaps.model.PcapFilter;
import io.github.cloudflarepcaps.model.SimplePcap;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

// Which captures were made recently?
//
//   mvn -q test-compile exec:java -Dexec.mainClass=ListRecentCaptures
//
// Prints the account's captures, at most 50: the API has no paging. Talks to Cloudflare by
// CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID, or without them to the fake API, whose list is
// empty.
final class ListRecentCaptures {
  private static final String ROW = "%-32s  %-19.19s  %-6s  %-18s  %-30s  %s%n";

  public static void main(String[] args) {
    try (Connection connection = Connection.open()) {
      List<Pcap> pcaps = connection.client().pcaps().list();
      System.out.printf(ROW, "id", "submitted", "type", "status", "filter", "");
      pcaps.forEach(ListRecentCaptures::print);
      System.out.println(pcaps.size() + (pcaps.size() == 1 ? " capture" : " captures"));
    }
  }

  private static void print(Pcap pcap) {
    System.out.printf(
        ROW,
        pcap.id(),
        pcap.submitted(), // any field but the id can be null
        pcap.type(),
        pcap.status(),
        describe(pcap.filter()),
        details(pcap));
  }

  private static String describe(PcapFilter filter) {
    if (filter == null || filter.equals(PcapFilter.all())) {
      return "everything";
    }
    return Stream.of(
            filter.protocol() == null ? null : "protocol " + filter.protocol(),
            side("from", filter.sourceAddress(), filter.sourcePort()),
            side("to", filter.destinationAddress(), filter.destinationPort()))
        .filter(Objects::nonNull)
        .collect(Collectors.joining(" "));
  }

  private static String side(String word, String address, Integer port) {
    if (address == null && port == null) {
      return null;
    }
    return word + " " + (address == null ? "*" : address) + (port == null ? "" : ":" + port);
  }

  /** What only one kind of capture has. */
  private static String details(Pcap pcap) {
    if (pcap instanceof FullPcap full) {
      String failure = full.errorMessage() == null ? "" : ", " + full.errorMessage();
      return full.coloName() + " to " + full.destination() + failure;
    }
    if (pcap instanceof SimplePcap simple && simple.offsetTime() != null) {
      return "back from " + simple.offsetTime();
    }
    return "";
  }

  private ListRecentCaptures() {}
}
