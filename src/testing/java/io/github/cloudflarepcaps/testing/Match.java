package io.github.cloudflarepcaps.testing;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** Which packets a capture takes; what is null is not asked for. */
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

  /** Whether the packets are of IP version 6. Where nothing tells, they are of version 4. */
  boolean isVersion6() {
    return isVersion6(source) || isVersion6(destination) || (!hasAddress() && is(ICMPV6));
  }

  boolean hasPort() {
    return sourcePort != null || destinationPort != null;
  }

  /** Whether there can be such a packet at all. */
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
