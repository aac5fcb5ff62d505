package io.github.cloudflarepcaps.traffic;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Locale;

/** Numbers and addresses as people read them, the same in every locale. */
final class Figures {

  private static final String PREFIXES = "kMGTPE";
  private static final long LONGEST_EXACT = 1_000_000_000_000L;
  private static final int GROUPS = 8;

  private Figures() {}

  /** With separators, as {@code 1,234,567}; in 15 characters, whatever the number. */
  static String count(long number) {
    return number < LONGEST_EXACT
        ? String.format(Locale.ROOT, "%,d", number)
        : scaled((double) number).stripTrailing();
  }

  /** Of three digits, as {@code 1.23 GB}. */
  static String bytes(double number) {
    return scaled(number) + "B";
  }

  /** Of three digits, as {@code 1.23 G}; what follows is the unit. */
  static String scaled(double number) {
    double scaled = number;
    int prefix = -1;
    while (scaled >= 999.5 && prefix < PREFIXES.length() - 1) {
      scaled /= 1000;
      prefix++;
    }
    String digits = threeDigits(scaled, prefix < 0 && scaled == Math.rint(scaled));
    return digits + " " + (prefix < 0 ? "" : PREFIXES.charAt(prefix));
  }

  /** A part of a total, as {@code 12.3%}. */
  static String share(long part, long total) {
    double percent = total == 0 ? 0 : 100.0 * part / total;
    return part > 0 && percent < 0.05 ? "<0.1%" : String.format(Locale.ROOT, "%.1f%%", percent);
  }

  /** In the largest unit that it has one of, as {@code 17.2 s}. */
  static String duration(Duration duration) {
    double seconds = duration.getSeconds() + duration.getNano() / 1e9;
    if (seconds < 1) {
      return seconds < 1e-3
          ? threeDigits(seconds * 1e6, isWhole(seconds * 1e6)) + " us"
          : threeDigits(seconds * 1e3, isWhole(seconds * 1e3)) + " ms";
    }
    if (seconds < 120) {
      return threeDigits(seconds, isWhole(seconds)) + " s";
    }
    double minutes = seconds / 60;
    if (minutes < 120) {
      return threeDigits(minutes, isWhole(minutes)) + " min";
    }
    double hours = minutes / 60;
    return hours < 48
        ? threeDigits(hours, isWhole(hours)) + " h"
        : String.format(Locale.ROOT, "%,.0f days", hours / 24);
  }

  /** IPv6 in the short form of RFC 5952, which the JDK does not write. */
  static String address(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length == 4) {
      return address.getHostAddress();
    }
    int[] groups = new int[GROUPS];
    for (int i = 0; i < GROUPS; i++) {
      groups[i] = ((bytes[2 * i] & 0xff) << 8) | (bytes[2 * i + 1] & 0xff);
    }
    return ipv6(groups);
  }

  private static String ipv6(int[] groups) {
    int zeros = 1; // A single group of zeros is not shortened.
    int start = -1;
    for (int i = 0; i < GROUPS; i++) {
      int end = i;
      while (end < GROUPS && groups[end] == 0) {
        end++;
      }
      if (end - i > zeros) {
        zeros = end - i;
        start = i;
      }
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < GROUPS; i++) {
      if (i == start) {
        text.append("::");
        i += zeros - 1;
      } else {
        text.append(text.isEmpty() || text.charAt(text.length() - 1) == ':' ? "" : ":");
        text.append(Integer.toHexString(groups[i]));
      }
    }
    return text.toString();
  }

  private static boolean isWhole(double number) {
    return Math.abs(number - Math.rint(number)) < 1e-9;
  }

  private static String threeDigits(double number, boolean exact) {
    int decimals = exact || number >= 99.95 ? 0 : number >= 9.995 ? 1 : 2;
    return String.format(Locale.ROOT, "%." + decimals + "f", number);
  }
}
