package io.github.cloudflarepcaps.pcapfile;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An interface of a pcapng section, and the earliest and latest time stamps of its packets.
 *
 * <p>Times stay the raw numbers they are in the file until they are asked for: then two are
 * converted, not one for each packet.
 */
final class PcapngInterface {

  /** The option if_tsresol: units per second, a power of ten, or of two with the top bit set. */
  static final int RESOLUTION = 9;

  /** The option if_tsoffset: signed seconds to add to each time. */
  static final int OFFSET = 14;

  private static final BigInteger NANOS_PER_SECOND = BigInteger.valueOf(TimeSpan.NANOS_PER_SECOND);

  private final int linkType;
  private final long snapLength;
  private byte resolution = 6;
  private long offset;
  private boolean hasPackets;
  private long earliest = -1;
  private long latest;

  PcapngInterface(int linkType, long snapLength) {
    this.linkType = linkType;
    this.snapLength = snapLength;
  }

  int linkType() {
    return linkType;
  }

  long snapLength() {
    return snapLength;
  }

  void resolution(byte value) {
    resolution = value;
  }

  void offset(long seconds) {
    offset = seconds;
  }

  /** Takes in a packet's time stamp, an unsigned number of the interface's units. */
  void add(long units) {
    hasPackets = true;
    if (Long.compareUnsigned(units, earliest) < 0) {
      earliest = units;
    }
    if (Long.compareUnsigned(units, latest) > 0) {
      latest = units;
    }
  }

  @Nullable Instant first() {
    return hasPackets ? instant(earliest) : null;
  }

  @Nullable Instant last() {
    return hasPackets ? instant(latest) : null;
  }

  /** Null for a time no Instant can hold, some 31 billion years away. */
  private @Nullable Instant instant(long units) {
    BigInteger[] time =
        new BigInteger(Long.toUnsignedString(units))
            .multiply(NANOS_PER_SECOND)
            .divide(unitsPerSecond())
            .divideAndRemainder(NANOS_PER_SECOND);
    try {
      long seconds = time[0].add(BigInteger.valueOf(offset)).longValueExact();
      return Instant.ofEpochSecond(seconds, time[1].longValueExact());
    } catch (ArithmeticException | DateTimeException outOfRange) {
      return null;
    }
  }

  private BigInteger unitsPerSecond() {
    BigInteger base = resolution < 0 ? BigInteger.TWO : BigInteger.TEN;
    return base.pow(resolution & 0x7f);
  }
}
