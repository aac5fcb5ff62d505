package io.github.cloudflarepcaps.pcapfile;

/** What link types mean, and the names of those that captures of network traffic usually have. */
final class LinkType {

  static final int ETHERNET = 1;
  private static final int RAW_IP = 101;

  private LinkType() {}

  /** One number for raw IP, which files name 12 or 14 too, by the system that wrote them. */
  static int canonical(int linkType) {
    return switch (linkType) {
      case 12, 14 -> RAW_IP;
      default -> linkType;
    };
  }

  /** The number, with its name where it is a usual one: {@code 1 (Ethernet)}. */
  static String name(int linkType) {
    return switch (linkType) {
      case 0 -> "0 (BSD loopback)";
      case ETHERNET -> "1 (Ethernet)";
      case 12, 14, RAW_IP -> linkType + " (raw IP)";
      case 9, 50 -> linkType + " (PPP)";
      case 51 -> "51 (PPPoE)";
      case 105 -> "105 (IEEE 802.11)";
      case 108 -> "108 (OpenBSD loopback)";
      case 113 -> "113 (Linux cooked)";
      case 228 -> "228 (raw IPv4)";
      case 229 -> "229 (raw IPv6)";
      case 276 -> "276 (Linux cooked v2)";
      default -> Integer.toString(linkType);
    };
  }
}
