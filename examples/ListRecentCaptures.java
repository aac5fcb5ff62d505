import io.github.cloudflarepcaps.CloudflareClient;
import io.github.cloudflarepcaps.model.FullPcap;
import io.github.cloudflarepcaps.model.Pcap;
import io.github.cloudflarepcaps.model.PcapFilter;
import io.github.cloudflarepcaps.model.SimplePcap;
import java.util.List;

// Which captures were made lately?
//
//   mvn -q test-compile exec:java -Dexec.mainClass=ListRecentCaptures
//
// Prints the list, at most 50: the API has no paging. Needs CLOUDFLARE_API_TOKEN and
// CLOUDFLARE_ACCOUNT_ID.
final class ListRecentCaptures {
  private static final String ROW = "%-32s  %-19.19s  %-6s  %-18s  %-20s  %s%n";

  public static void main(String[] args) {
    try (CloudflareClient client = CloudflareClient.fromEnv()) {
      List<Pcap> pcaps = client.pcaps().list();
      System.out.printf(ROW, "id", "submitted", "type", "status", "filter", "");
      pcaps.forEach(ListRecentCaptures::print);
      System.out.println(pcaps.size() + (pcaps.size() == 1 ? " capture" : " captures"));
    }
  }

  private static void print(Pcap pcap) {
    System.out.printf(
        ROW,
        pcap.id(),
        pcap.submitted(), // null where Cloudflare gave none, as any field
        pcap.type(),
        pcap.status(),
        describe(pcap.filter()),
        details(pcap));
  }

  private static String describe(PcapFilter filter) {
    if (filter == null || filter.equals(PcapFilter.all())) {
      return "everything";
    }
    return "protocol %s, %s:%s to %s:%s"
        .formatted(
            any(filter.protocol()),
            any(filter.sourceAddress()),
            any(filter.sourcePort()),
            any(filter.destinationAddress()),
            any(filter.destinationPort()));
  }

  private static Object any(Object value) {
    return value == null ? "*" : value;
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
