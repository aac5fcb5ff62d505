package io.github.cloudflarepcaps.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;

/** Wireshark's {@code tshark}, without reassembly and with the dissectors of headers alone. */
final class Tshark {

  private static final Set<String> HEADERS =
      Set.of(
          "ah",
          "erspan",
          "esp",
          "eth",
          "ethertype",
          "frame",
          "gre",
          "icmp",
          "icmpv6",
          "ieee8021ad",
          "ip",
          "ipv6",
          "ipv6.dstopts",
          "ipv6.fraghdr",
          "ipv6.hopopts",
          "ipv6.routing",
          "llc",
          "mpls",
          "null",
          "ppp",
          "ppp_hdlc",
          "pppoes",
          "raw",
          "sctp",
          "sll",
          "tcp",
          "udp",
          "vlan",
          "vxlan");
  private static final String PREFERENCES = " -n -o ip.defragment:FALSE -o ipv6.defragment:FALSE";

  /** Holds its configuration. */
  private final Path directory;

  Tshark(Path directory) throws IOException {
    this.directory = directory;
    String others =
        run("-G protocols")
            .lines()
            .map(line -> line.split("\t")[2])
            .filter(protocol -> !HEADERS.contains(protocol))
            .collect(Collectors.joining("\n"));
    Files.writeString(directory.resolve("disabled_protos"), others + "\n");
  }

  /** What it prints about a capture. */
  String read(Path capture, String arguments) {
    return run("-r " + capture + PREFERENCES + " " + arguments);
  }

  private String run(String arguments) {
    try {
      ProcessBuilder builder = new ProcessBuilder(("tshark " + arguments).split(" "));
      builder.environment().put("WIRESHARK_CONFIG_DIR", directory.toString());
      Process process = builder.redirectError(directory.resolve("stderr").toFile()).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(Files.readString(directory.resolve("stderr"))).isZero();
      return output;
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
