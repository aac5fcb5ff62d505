package io.github.cloudflarepcaps.pcapfile;

/** Names of the link types that captures of network traffic mostly have. */
final class LinkType {

  private LinkType() {}

  /** The number, with its name where it is a usual one: {@code 1 (Ethernet)}. */
  static String name(int linkType) {
    return switch (linkType) {
      case 0 -> "0 (BSD loopback)";
      case 1 -> "1 (Ethernet)";
      case 12, 14, 101 -> linkType + " (raw IP)";
      case 105 -> "105 (IEEE 802.11)";
      case 113 -> "113 (Linux cooked)";
      case 228 -> "228 (raw IPv4)";
      case 229 -> "229 (raw IPv6)";
      case 276 -> "276 (Linux cooked v2)";
      default -> Integer.toString(linkType);
    };
  }
}
