package io.github.cloudflarepcaps.internal.file;

/**
 * The numbers that capture files begin with, as a big-endian reader sees the first four bytes. All
 * but {@link #PCAPNG}, which reads the same both ways, occur in either byte order.
 */
public final class PcapMagic {

  /** How many bytes a magic number has. */
  public static final int LENGTH = Integer.BYTES;

  /** Classic pcap with times to the microsecond. */
  public static final int MICROSECONDS = 0xa1b2c3d4;

  /** Classic pcap with times to the nanosecond. */
  public static final int NANOSECONDS = 0xa1b23c4d;

  /** An old variant of pcap with longer record headers, by Alexey Kuznetzov. */
  public static final int KUZNETZOV = 0xa1b2cd34;

  /** Type of the Section Header Block, with which a pcapng file begins. */
  public static final int PCAPNG = 0x0a0d0d0a;

  private PcapMagic() {}

  /** Whether it begins a file that {@code pcapfile} can read. */
  public static boolean isCapture(int magic) {
    return isClassic(magic) || isClassic(Integer.reverseBytes(magic)) || magic == PCAPNG;
  }

  /** Whether it begins a classic pcap file written in big-endian order. */
  public static boolean isClassic(int magic) {
    return magic == MICROSECONDS || magic == NANOSECONDS;
  }
}
