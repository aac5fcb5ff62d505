package io.github.cloudflarepcaps.testing;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The packets from one sender to one receiver. Addresses that the filter leaves open are from the
 * ranges reserved for documentation.
 */
final class Flow {
  private static final int FRAGMENT_PAYLOAD = 512;
  private static final int PING_PAYLOAD = 56;

  private final SplittableRandom random;
  private final byte[] source;
  private final byte[] destination;
  private final int protocol;
  private final int sourcePort;
  private final int destinationPort;
  private int sequence;
  private int acknowledged;
  private int count;

  Flow(Match match, int number, SplittableRandom random) {
    this.random = random;
    boolean version6 = match.isVersion6();
    source = address(match.source(), version6 ? "2001:db8:a::" : "198.51.100.");
    destination = address(match.destination(), version6 ? "2001:db8:b::" : "203.0.113.");
    protocol = protocol(match, number, version6);
    destinationPort = or(match.destinationPort(), protocol == Match.TCP ? tcpService() : 53);
    sourcePort = or(match.sourcePort(), random.nextInt(32_768, 60_999));
    sequence = random.nextInt();
  }

  /** The next frame. */
  byte[] next() {
    byte[] segment =
        switch (protocol) {
          case Match.TCP -> tcp();
          case Match.UDP -> Packets.udp(sourcePort, destinationPort, datagram());
          case Match.ICMP, Match.ICMPV6 ->
              Packets.echo(protocol, sourcePort, count, Payloads.letters(random, PING_PAYLOAD));
          default -> Payloads.letters(random, FRAGMENT_PAYLOAD);
        };
    count++;
    return Packets.frame(source, destination, protocol, count, segment);
  }

  private byte[] tcp() {
    boolean first = count == 0;
    byte[] payload = first || random.nextInt(3) == 0 ? new byte[0] : stream();
    byte[] segment = Packets.tcp(sourcePort, destinationPort, sequence, acknowledged, payload);
    sequence += first ? 1 : payload.length;
    acknowledged += first ? 1 : random.nextInt(1448);
    return segment;
  }

  private byte[] stream() {
    return Payloads.tcp(random, sourcePort, destinationPort);
  }

  private byte[] datagram() {
    return Payloads.udp(random, sourcePort, destinationPort);
  }

  private int tcpService() {
    return random.nextInt(4) == 0 ? 80 : 443;
  }

  /** Of eight flows five are TCP, two UDP, and one is ICMP unless the filter has a port. */
  private static int protocol(Match match, int number, boolean version6) {
    if (match.protocol() != null) {
      return match.protocol();
    }
    if (number == 7 && !match.hasPort()) {
      return version6 ? Match.ICMPV6 : Match.ICMP;
    }
    return number < 5 ? Match.TCP : Match.UDP;
  }

  private byte[] address(@Nullable InetAddress filtered, String network) {
    try {
      int host = random.nextInt(1, 255);
      String open = network + (network.endsWith(":") ? Integer.toHexString(host) : host);
      return (filtered == null ? InetAddress.getByName(open) : filtered).getAddress();
    } catch (UnknownHostException e) {
      throw new IllegalStateException("not an address literal", e);
    }
  }

  private static int or(@Nullable Integer filtered, int open) {
    return filtered == null ? open : filtered;
  }
}
