// Packet captures in JShell. After "mvn -q -DskipTests package":
//
//   examples/jshell/start
//
// which starts it fast, or plainly
//
//   jshell --class-path target/cloudflare-pcaps-0.1.0-SNAPSHOT-all.jar examples/jshell/captures.jsh
//
// Talks to Cloudflare if CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID are set, else to a fake.

import io.github.cloudflarepcaps.*;
import io.github.cloudflarepcaps.model.*;
import io.github.cloudflarepcaps.pcapfile.*;
import io.github.cloudflarepcaps.testing.*;
import java.nio.file.*;
import java.time.*;
import java.util.*;

CloudflareClient connect() {
  if (System.getenv("CLOUDFLARE_API_TOKEN") != null || System.getenv("CLOUDFLARE_API_KEY") != null) {
    return CloudflareClient.fromEnv();
  }
  System.out.println("No CLOUDFLARE_API_TOKEN is set: this is a fake.");
  return FakeCloudflare.start().client();
}

CloudflareClient client = connect();
PcapService pcaps = client.pcaps();
PcapFilter all = PcapFilter.all();

/** One line for a capture, a page for a capture file, all of a list. */
void show(Object it) throws java.io.IOException {
  if (it instanceof Iterable<?> many && !(it instanceof Path)) {
    for (Object one : many) {
      show(one);
    }
  } else if (it instanceof Pcap pcap) {
    System.out.printf("%-32s  %.20s  %-6s  %-8s  %s%n", pcap.id(), pcap.submitted(), pcap.type(), pcap.status(), pcap.filter());
  } else if (it instanceof Path file) {
    PcapFile facts = PcapFile.inspect(file);
    System.out.printf("%s: %,d packets, %,d bytes, from %s to %s%n", file, facts.packets(), facts.bytes(), facts.firstPacket(), facts.lastPacket());
    try (PcapReader reader = PcapReader.open(file)) {
      reader.packets().limit(Math.min(10, facts.packets())).forEach(p -> System.out.println(p.time() + "  " + p.originalLength() + " bytes"));
    }
  } else {
    System.out.println(it);
  }
}

/** Shows the captures, at most 50. */
void list() throws java.io.IOException {
  show(pcaps.list());
}

/** Captures what passed in the seconds before now, and downloads it to a file in this folder. */
Path capture(int packets, int seconds, PcapFilter... filter) {
  SimplePcap pcap = pcaps.create(SimplePcapRequest.of(packets, Duration.ofSeconds(seconds)).withFilter(filter.length == 0 ? all : filter[0]));
  pcaps.await(pcap.id(), WaitOptions.upTo(Duration.ofMinutes(10)), p -> System.out.println(p.status()));
  return pcaps.downloadTo(pcap.id(), Path.of(pcap.id() + ".pcap")).path();
}

System.out.println("""
    list()   capture(packets, seconds)   capture(packets, seconds, all.withDestinationPort(443))   show(file)
    pcaps.get(id)   pcaps.stop(id)   client.ownership().list()   and all else of client and pcaps""");
