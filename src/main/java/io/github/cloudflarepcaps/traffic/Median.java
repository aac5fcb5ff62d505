package io.github.cloudflarepcaps.traffic;

/** Finds the median of many numbers in linear time. */
final class Median {

  private Median() {}

  /**
   * The number that would stand in the middle of the first {@code count} if they were sorted, the
   * upper one of two. Reorders them.
   *
   * <p>Quickselect. Its worst case needs an order that nobody can choose: that of a table whose
   * hash is secret.
   */
  static long of(long[] numbers, int count) {
    int middle = count / 2;
    int from = 0;
    int to = count - 1;
    while (from < to) {
      long pivot = numbers[(from + to) >>> 1];
      int left = from;
      int right = to;
      while (left <= right) {
        while (numbers[left] < pivot) {
          left++;
        }
        while (numbers[right] > pivot) {
          right--;
        }
        if (left <= right) {
          long swapped = numbers[left];
          numbers[left++] = numbers[right];
          numbers[right--] = swapped;
        }
      }
      if (middle <= right) {
        to = right;
      } else if (middle >= left) {
        from = left;
      } else {
        break;
      }
    }
    return numbers[middle];
  }
}
