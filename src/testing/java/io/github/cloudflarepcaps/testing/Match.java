package io.github.cloudflarepcaps.testing;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** Which packets a capture contains; a component that is null matches every packet. */
record Match(
    @Nullable InetAddress source,
    @Nullable Integer sourcePort,
    @Nullable InetAddress destination,
    @Nullable Integer destinationPort,
    @Nullable Integer protocol) {

  static final int ICMP = 1;
  static final int TCP = 6;
  static final int UDP = 17;
  static final int ICMPV6 = 58;

  /** Whether the packets are IPv6: only if an address or ICMPv6 says so. */
  boolean isVersion6() {
    return isVersion6(source) || isVersion6(destination) || (!hasAddress() && is(ICMPV6));
  }

  boolean hasPort() {
    return sourcePort != null || destinationPort != null;
  }

  /** Whether any packet can match. */
  boolean isPossible() {
    if (source != null && destination != null && isVersion6(source) != isVersion6(destination)) {
      return false;
    }
    if (is(isVersion6() ? ICMP : ICMPV6)) {
      return false;
    }
    return protocol == null || !hasPort() || is(TCP) || is(UDP);
  }

  private boolean hasAddress() {
    return source != null || destination != null;
  }

  private boolean is(int number) {
    return protocol != null && protocol == number;
  }

  private static boolean isVersion6(@Nullable InetAddress address) {
    return address != null && address.getAddress().length == 16;
  }
}
