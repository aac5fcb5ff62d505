package io.github.cloudflarepcaps.jshell;

import io.github.cloudflarepcaps.BucketReader;
import io.github.cloudflarepcaps.CallAttempt;
import io.github.cloudflarepcaps.CloudflareClient;
import io.github.cloudflarepcaps.PcapService;
import io.github.cloudflarepcaps.WaitOptions;
import io.github.cloudflarepcaps.examples.Connection;
import io.github.cloudflarepcaps.model.Destination;
import io.github.cloudflarepcaps.model.FullPcapRequest;
import io.github.cloudflarepcaps.model.Ownership;
import io.github.cloudflarepcaps.model.Pcap;
import io.github.cloudflarepcaps.model.PcapFilter;
import io.github.cloudflarepcaps.model.SimplePcapRequest;
import io.github.cloudflarepcaps.pcapfile.Packet;
import io.github.cloudflarepcaps.pcapfile.PcapReader;
import io.github.cloudflarepcaps.testing.FakeCloudflare;
import io.github.cloudflarepcaps.traffic.PacketHeaders;
import io.github.cloudflarepcaps.traffic.TrafficSummary;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The commands and variables of captures.jsh. They are compiled beforehand, into the jar whose name
 * ends in -all: JShell takes a tenth of a second for each method it compiles.
 */
public final class Captures {
  private static final Connection CONNECTION = connect();
  private static final WaitOptions TEN_MINUTES = WaitOptions.upTo(Duration.ofMinutes(10));
  private static final String ROW = "%-32s  %-19s  %-6s  %-18s  %s%n";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  private static final DateTimeFormatter FILE_TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

  private static final String FULL_CAPTURES =
      """
      client.ownership().claim(..)   captureFull("ORD", seconds, bucket, reader)
      client, pcaps and all are variables\
      """;

  private static final String FULL_CAPTURES_ON_THE_FAKE =
      """
      claim(bucket)   captureFull("ORD", seconds, bucket, fake.bucket())
      client, pcaps, all and fake are variables\
      """;

  public static final CloudflareClient client =
      CONNECTION.client().toBuilder().observer(Captures::reportWaiting).build();

  /** The fake API; null when the client calls Cloudflare. */
  public static final @Nullable FakeCloudflare fake = CONNECTION.fake();

  public static final PcapService pcaps = client.pcaps();
  public static final PcapFilter all = PcapFilter.all();

  private Captures() {}

  /** The script "start" sets whether the fake is requested or must not be used. */
  private static Connection connect() {
    return switch (System.getProperty("cloudflarepcaps.fake", "")) {
      case "always" -> Connection.toFake();
      case "never" -> Connection.openWithoutFake();
      default -> Connection.open();
    };
  }

  private static void reportWaiting(CallAttempt attempt) {
    if (attempt.operation().equals("createPcap")
        && Integer.valueOf(429).equals(attempt.statusCode())) {
      System.out.println("waiting for the turn: Cloudflare takes one capture a minute");
    }
  }

  /** Prints which API is in use, unless it is the fake, and the commands for it. */
  public static void help() {
    if (fake == null) {
      System.out.println(client); // the base URL, the account, no secret
    }
    System.out.println(
        """
        list()   capture(packets, seconds)   capture(packets, seconds, all.withDestinationPort(443))
        show(file)   packets(file, 20)   show(pcaps.get(id))\
        """);
    System.out.println(fake == null ? FULL_CAPTURES : FULL_CAPTURES_ON_THE_FAKE);
  }

  /** Captures packets of the last seconds, and saves them to a file in this directory. */
  public static Path capture(int packets, int seconds) {
    return capture(packets, seconds, all);
  }

  /** Like {@link #capture(int, int)}, for packets that match the filter. */
  public static Path capture(int packets, int seconds, PcapFilter filter) {
    SimplePcapRequest request =
        SimplePcapRequest.of(packets, Duration.ofSeconds(seconds)).withFilter(filter);
    return pcaps
        .capture(request, newFile(), TEN_MINUTES, Captures::printStatus, (soFar, total) -> {})
        .path();
  }

  /**
   * Captures complete packets in a data center for that time, and saves them to a file in this
   * directory.
   *
   * @param bucket the bucket, claimed before
   * @param reader reads that bucket; {@code fake.bucket()} on the fake
   */
  public static Path captureFull(
      String coloName, int seconds, Destination bucket, BucketReader reader) {
    FullPcapRequest request =
        FullPcapRequest.of(coloName, bucket, Duration.ofSeconds(seconds))
            .withByteLimit(100_000_000);
    WaitOptions options = WaitOptions.upTo(Duration.ofSeconds(seconds).plusMinutes(15));
    return pcaps
        .capture(request, reader, newFile(), options, Captures::printStatus, (soFar, total) -> {})
        .path();
  }

  private static Path newFile() {
    return Path.of(FILE_TIME.format(Instant.now()) + ".pcap");
  }

  private static void printStatus(Pcap seen) {
    System.out.println(seen.id() + "  " + seen.status());
  }

  /** Proves that a bucket is yours. On Cloudflare, call {@code client.ownership().claim(..)}. */
  public static Ownership claim(Destination bucket) {
    FakeCloudflare owner = fake;
    if (owner == null) {
      throw new IllegalStateException(
          "the challenge is in your bucket: client.ownership().claim(bucket, pending -> ..,"
              + " options)");
    }
    return client.ownership().claim(bucket, pending -> owner.challenge(pending.id()), TEN_MINUTES);
  }

  /** Prints the captures of the account, at most 50. */
  public static void list() {
    show(pcaps.list());
  }

  /** Prints captures, one per line. */
  public static void show(Iterable<? extends Pcap> captures) {
    System.out.printf(ROW, "id", "submitted (UTC)", "type", "status", "filter");
    captures.forEach(Captures::printRow);
  }

  /** Prints a capture. */
  public static void show(Pcap capture) {
    printRow(capture);
  }

  private static void printRow(Pcap pcap) {
    Instant submitted = pcap.submitted();
    System.out.printf(
        ROW,
        pcap.id(),
        submitted == null ? "" : TIME.format(submitted),
        pcap.type(),
        pcap.status(),
        describe(pcap.filter()));
  }

  /** {@code TCP from 198.51.100.7 to *:443}. */
  private static String describe(@Nullable PcapFilter filter) {
    if (filter == null || filter.equals(all)) {
      return "everything";
    }
    return Stream.of(
            filter.protocol() == null ? "" : protocol(filter.protocol()),
            describe("from ", filter.sourceAddress(), filter.sourcePort()),
            describe("to ", filter.destinationAddress(), filter.destinationPort()))
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(" "));
  }

  private static String describe(String side, @Nullable String address, @Nullable Integer port) {
    if (address == null && port == null) {
      return "";
    }
    return side + (address == null ? "*" : address) + (port == null ? "" : ":" + port);
  }

  /** Prints a summary of the traffic in a capture file. */
  public static void show(Path file) throws IOException {
    System.out.println(TrafficSummary.of(file).table());
  }

  /** Prints the first packets of a capture file: time, addresses and ports, length. */
  public static void packets(Path file, int count) throws IOException {
    try (PcapReader reader = PcapReader.open(file);
        Stream<Packet> packets = reader.packets()) {
      packets.limit(count).forEach(Captures::print);
    }
  }

  private static void print(Packet packet) {
    PacketHeaders headers = PacketHeaders.decode(packet);
    PacketHeaders.Ip ip = headers.innermost();
    PacketHeaders.Transport transport = headers.transport();
    System.out.printf(
        "%-30s  %-21s  %-21s  %-13s  %d bytes%n",
        packet.time(),
        ip == null ? "" : endpoint(ip.source(), transport == null ? -1 : transport.sourcePort()),
        ip == null
            ? ""
            : endpoint(ip.destination(), transport == null ? -1 : transport.destinationPort()),
        ip == null ? headers.end() : protocol(ip.protocol()),
        packet.originalLength());
  }

  private static String protocol(int number) {
    return switch (number) {
      case 1 -> "ICMP";
      case 6 -> "TCP";
      case 17 -> "UDP";
      case 58 -> "ICMPv6";
      default -> "protocol " + number;
    };
  }

  private static String endpoint(InetAddress address, int port) {
    String text = address.getHostAddress();
    return port < 0 ? text : (text.contains(":") ? "[" + text + "]" : text) + ":" + port;
  }
}
