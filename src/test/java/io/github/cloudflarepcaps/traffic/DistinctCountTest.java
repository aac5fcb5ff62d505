package io.github.cloudflarepcaps.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Estimates of distinct keys are within their promise for all numbers, also in the middle. */
class DistinctCountTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, 12_289, 20_000, 40_000, 50_000, 70_000, 300_000, 3_000_000})
  void estimateIsWithinTwoAndAHalfPercent(int keys) {
    HyperLogLog distinct = new HyperLogLog();

    for (int round = 0; round < 2; round++) {
      for (int key = 0; key < keys; key++) {
        distinct.add(4, 0, 0x0a000000L + key);
      }
    }

    assertThat(distinct.estimate()).isCloseTo(keys, withinPercentage(2.5));
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 10_000, 100_000})
  void halvesOfIpv6AddressesBothCount(int keys) {
    HyperLogLog high = new HyperLogLog();
    HyperLogLog low = new HyperLogLog();

    for (long key = 0; key < keys; key++) {
      high.add(6, key << 48, 1);
      low.add(6, 0x20010db8_00000000L, key);
    }

    assertThat(low.estimate()).isCloseTo(keys, withinPercentage(2.5));
    assertThat(high.estimate()).isCloseTo(Math.min(keys, 65_536), withinPercentage(2.5));
  }
}
