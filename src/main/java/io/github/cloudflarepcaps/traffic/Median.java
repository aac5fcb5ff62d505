package io.github.cloudflarepcaps.traffic;

/**
 * Finds the median of numbers in linear time. One instance serves all tables of a counter, so that
 * a purge allocates nothing.
 */
final class Median {

  private final long[] numbers;
  private int count;

  Median(int capacity) {
    numbers = new long[capacity];
  }

  void clear() {
    count = 0;
  }

  void add(long number) {
    numbers[count++] = number;
  }

  /**
   * The number that would stand in the middle if all were sorted, the upper one of two.
   *
   * <p>Quickselect. Its worst case needs an order that nobody can choose: that of a table whose
   * hash is secret.
   */
  long find() {
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
