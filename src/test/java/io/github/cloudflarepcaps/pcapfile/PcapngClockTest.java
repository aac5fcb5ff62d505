package io.github.cloudflarepcaps.pcapfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Times of pcapng interfaces are exact to the nanosecond, whatever their resolution. */
class PcapngClockTest {
  private static final BigInteger NANOS_PER_SECOND = BigInteger.valueOf(1_000_000_000);
  private static final long LAST_SECOND = Instant.MAX.getEpochSecond();

  private static final List<Long> UNITS =
      List.of(0L, 1L, 999L, 1_000_000_001L, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE, -2L, -1L);

  static IntStream resolutions() {
    return IntStream.rangeClosed(Byte.MIN_VALUE, Byte.MAX_VALUE);
  }

  @ParameterizedTest
  @MethodSource("resolutions")
  void timeIsTheUnitsOverTheUnitsOfASecond(int resolution) {
    PcapngClock clock = new PcapngClock((byte) resolution, 7);
    for (long units : UNITS) {
      BigInteger[] time = nanoseconds(units, resolution).divideAndRemainder(NANOS_PER_SECOND);
      String what = Long.toUnsignedString(units) + " at resolution " + resolution;
      assertThat(clock.second(units)).as(what).isEqualTo(time[0].longValue() + 7);
      assertThat(clock.nano(units)).as(what).isEqualTo(time[1].intValueExact());
    }
  }

  private static BigInteger nanoseconds(long units, int resolution) {
    BigInteger perSecond = BigInteger.valueOf(resolution < 0 ? 2 : 10).pow(resolution & 0x7f);
    BigInteger number = new BigInteger(Long.toUnsignedString(units));
    return number.multiply(NANOS_PER_SECOND).divide(perSecond);
  }

  @ParameterizedTest
  @CsvSource({"0,false", "3,false", "6,false", "7,true", "9,true", "-128,false", "-127,true"})
  void resolutionsBeyondMicrosecondsAreFine(byte resolution, boolean fine) {
    assertThat(new PcapngClock(resolution, 0).nanoseconds()).isEqualTo(fine);
  }

  @Test
  void timesUpToTheLastInstantAreHeld() {
    PcapngClock seconds = new PcapngClock((byte) 0, 0);
    assertThat(seconds.holds(0)).isTrue();
    assertThat(seconds.holds(LAST_SECOND)).isTrue();
    assertThat(seconds.holds(LAST_SECOND + 1)).isFalse();
    assertThat(seconds.holds(Long.MAX_VALUE)).isFalse();
    assertThat(seconds.holds(-1)).as("18446744073709551615 s").isFalse();
  }

  @Test
  void offsetMovesTheTimesThatAreHeld() {
    long first = Instant.MIN.getEpochSecond();
    assertThat(new PcapngClock((byte) 0, first).holds(0)).isTrue();
    assertThat(new PcapngClock((byte) 0, first - 1).holds(0)).isFalse();
    assertThat(new PcapngClock((byte) 0, first - 1).holds(1)).isTrue();
    assertThat(new PcapngClock((byte) 0, LAST_SECOND).holds(0)).isTrue();
    assertThat(new PcapngClock((byte) 0, LAST_SECOND).holds(1)).isFalse();
  }

  @Test
  void sumsBeyond64BitsAreNotHeld() {
    assertThat(new PcapngClock((byte) 0, Long.MAX_VALUE).holds(1)).isFalse();
    assertThat(new PcapngClock((byte) 0, Long.MAX_VALUE).holds(-1)).isFalse();
    assertThat(new PcapngClock((byte) 0, 0).holds(Long.MIN_VALUE)).isFalse();
    assertThat(new PcapngClock((byte) 0, Long.MIN_VALUE).holds(Long.MIN_VALUE)).isTrue();
    assertThat(new PcapngClock((byte) 0, Long.MIN_VALUE).holds(-1)).isFalse();
  }
}
