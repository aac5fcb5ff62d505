package io.github.cloudflarepcaps.traffic;

import io.github.cloudflarepcaps.traffic.TrafficSummary.Count;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link KeyTable} has counted, unchangeable: its rows without gaps. Serialized without what
 * is spare.
 */
final class KeyCounts implements Serializable {

  private static final long serialVersionUID = 1;

  /** Makes a key of its words. */
  @FunctionalInterface
  interface KeyReader<K> {
    K read(KeyCounts counts, int row);
  }

  private final int words;

  /** May be longer than the rows take. */
  private final long[] rows;

  private final int size;
  private final long missed;
  private final byte @Nullable [] registers;

  /** Keeps both arrays. */
  KeyCounts(int words, long[] rows, int size, long missed, byte @Nullable [] registers) {
    this.words = words;
    this.rows = rows;
    this.size = size;
    this.missed = missed;
    this.registers = registers;
  }

  int size() {
    return size;
  }

  /** The most that any other key can have had. */
  long missed() {
    return missed;
  }

  byte @Nullable [] registers() {
    return registers;
  }

  /** How many different keys there were: exact unless some were evicted. */
  long distinct() {
    return registers == null ? size() : new HyperLogLog(registers).estimate();
  }

  long word(int row, int index) {
    return rows[row * stride() + index];
  }

  long counted(int row) {
    return rows[row * stride() + words + 1];
  }

  long doubt(int row) {
    return rows[row * stride() + words + 2];
  }

  long other(int row) {
    return rows[row * stride() + words + 3];
  }

  /** The {@code n} largest counts, of packets. */
  <K> List<Count<K>> byPackets(int n, KeyReader<K> keys) {
    return top(n)
        .mapToObj(
            row ->
                new Count<>(
                    keys.read(this, row),
                    counted(row) + doubt(row),
                    counted(row),
                    other(row),
                    other(row)))
        .toList();
  }

  /** The {@code n} largest counts, of bytes. */
  <K> List<Count<K>> byBytes(int n, KeyReader<K> keys) {
    return top(n)
        .mapToObj(
            row ->
                new Count<>(
                    keys.read(this, row),
                    other(row),
                    other(row),
                    counted(row) + doubt(row),
                    counted(row)))
        .toList();
  }

  private IntStream top(int n) {
    if (n < 0) {
      throw new IllegalArgumentException("n is " + n + ", but must not be negative");
    }
    Comparator<Integer> byCount = Comparator.comparingLong(row -> -counted(row) - doubt(row));
    return IntStream.range(0, size())
        .boxed()
        .sorted(byCount.thenComparing(this::compareKeys))
        .limit(n)
        .mapToInt(Integer::intValue);
  }

  private int compareKeys(int left, int right) {
    int stride = stride();
    int leftAt = left * stride;
    int rightAt = right * stride;
    return Arrays.compareUnsigned(
        rows, leftAt, leftAt + words + 1, rows, rightAt, rightAt + words + 1);
  }

  private Object writeReplace() {
    return new KeyCounts(words, Arrays.copyOf(rows, size * stride()), size, missed, registers);
  }

  private int stride() {
    return words + 4;
  }
}
