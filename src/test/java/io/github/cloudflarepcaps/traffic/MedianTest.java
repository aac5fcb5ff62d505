package io.github.cloudflarepcaps.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** The median is the number in the middle of the sorted ones. */
class MedianTest {

  @Property
  void medianOfDifferentNumbers(@ForAll @Size(min = 1, max = 300) long[] numbers) {
    assertMedian(numbers);
  }

  @Property
  void medianOfFewDifferentNumbers(@ForAll long seed, @ForAll @IntRange(min = 1, max = 500) int n) {
    assertMedian(new Random(seed).longs(n, 0, 3).toArray());
  }

  private static void assertMedian(long[] numbers) {
    long[] sorted = numbers.clone();
    Arrays.sort(sorted);

    Median median = new Median(numbers.length);
    for (long number : numbers) {
      median.add(number);
    }

    assertThat(median.find()).isEqualTo(sorted[numbers.length / 2]);
  }
}
