package jshell;

import io.github.cloudflarepcaps.CloudflareClient;
import io.github.cloudflarepcaps.PcapService;
import io.github.cloudflarepcaps.WaitOptions;
import io.github.cloudflarepcaps.model.Pcap;
import io.github.cloudflarepcaps.model.PcapFilter;
import io.github.cloudflarepcaps.model.SimplePcap;
import io.github.cloudflarepcaps.model.SimplePcapRequest;
import io.github.cloudflarepcaps.pcapfile.PcapFile;
import io.github.cloudflarepcaps.pcapfile.PcapReader;
import io.github.cloudflarepcaps.testing.FakeCloudflare;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What captures.jsh has at hand in JShell. It is compiled beforehand, into the jar whose name ends
 * in -all: JShell takes a tenth of a second for each method it compiles.
 */
public final class Captures {
  /** Cloudflare by the environment's credentials; without any a fake. */
  public static final CloudflareClient client = connect();

  public static final PcapService pcaps = client.pcaps();
  public static final PcapFilter all = PcapFilter.all();

  private Captures() {}

  private static CloudflareClient connect() {
    if (isSet("CLOUDFLARE_API_TOKEN") || isSet("CLOUDFLARE_API_KEY")) {
      return fromEnv();
    }
    System.out.println("No CLOUDFLARE_API_TOKEN is set: this is a fake.");
    return FakeCloudflare.start().client();
  }

  /** Also looks whether there is an account: what is missing is told now, and not at each line. */
  private static CloudflareClient fromEnv() {
    try {
      CloudflareClient client = CloudflareClient.fromEnv();
      client.pcaps();
      return client;
    } catch (IllegalStateException | IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(1);
      throw e;
    }
  }

  private static boolean isSet(String variable) {
    return !System.getenv().getOrDefault(variable, "").isBlank();
  }

  /** Prints what there is to do. */
  public static void help() {
    System.out.println(
        """
            list()   capture(packets, seconds)   capture(packets, seconds, all.withDestinationPort(443))   show(file)
            pcaps.get(id)   pcaps.stop(id)   client.ownership().list()   and all else of client and pcaps""");
  }

  /** Captures what passed in the seconds before now, and downloads it to a file in this folder. */
  public static Path capture(int packets, int seconds) {
    return capture(packets, seconds, all);
  }

  /** The same of those packets alone that the filter takes. */
  public static Path capture(int packets, int seconds, PcapFilter filter) {
    Duration past = Duration.ofSeconds(seconds);
    SimplePcap pcap = pcaps.create(SimplePcapRequest.of(packets, past).withFilter(filter));
    WaitOptions patience = WaitOptions.upTo(Duration.ofMinutes(10));
    pcaps.await(pcap.id(), patience, seen -> System.out.println(seen.status()));
    return pcaps.downloadTo(pcap.id(), Path.of(pcap.id() + ".pcap")).path();
  }

  /** Shows the captures, at most 50. */
  public static void list() {
    show(pcaps.list());
  }

  /** Shows captures, one a line. */
  public static void show(Iterable<? extends Pcap> captures) {
    captures.forEach(Captures::show);
  }

  /** Shows a capture, on one line. */
  public static void show(Pcap pcap) {
    System.out.printf(
        "%-32s  %.20s  %-6s  %-8s  %s%n",
        pcap.id(), pcap.submitted(), pcap.type(), pcap.status(), pcap.filter());
  }

  /** Shows a capture file: what is in it, and its first ten packets. */
  public static void show(Path file) throws IOException {
    PcapFile facts = PcapFile.inspect(file);
    System.out.printf(
        "%s: %,d packets, %,d bytes, from %s to %s%n",
        file, facts.packets(), facts.bytes(), facts.firstPacket(), facts.lastPacket());
    try (PcapReader reader = PcapReader.open(file)) {
      reader
          .packets()
          .limit(Math.min(10, facts.packets()))
          .forEach(
              packet ->
                  System.out.println(packet.time() + "  " + packet.originalLength() + " bytes"));
    }
  }
}
