package io.github.cloudflarepcaps.traffic;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Counts by key in bounded memory: the largest counts stay, however many other keys there are.
 *
 * <p>Misra-Gries with a median purge. A full table evicts the half of its keys with the lowest
 * counts, and adds the median to {@link #missed}: the most that any key outside the table can have
 * had. A key that enters later starts with that much doubt. So for each key in the table: counted ≤
 * true ≤ counted + doubt. And doubt ≤ missed ≤ 2 · total / {@link #MAX_KEYS}, because each purge
 * takes its median from at least half of the keys. A merge adds up counts, doubts and what was
 * missed, so both bounds hold for the sum too.
 *
 * <p>Open addressing with linear probing in one array, so that a key is one or two cache lines. A
 * row is: the tag (never 0), the other words of the key, the count in the unit that ranks, the
 * doubt, the count in the other unit.
 */
final class KeyTable {

  static final int MAX_KEYS = 6144;

  private static final int FIRST_SLOTS = 16;

  /** Large, because the arrays that a table outgrows are most of what a summary allocates. */
  private static final int GROWTH = 8;

  private static final int MAX_SLOTS = 8192;

  private final int words;
  private final int stride;
  private final KeyHash hashes;
  private final Median median;
  private final boolean countsDistinct;
  private long[] rows;
  private int mask = FIRST_SLOTS - 1;
  private int size;
  private long missed;

  /** All keys ever seen. Null before the first purge, when the table itself has them all. */
  private @Nullable HyperLogLog distinct;

  /**
   * @param words how many words a key has besides its tag: 0, 2 or 4
   * @param countsDistinct whether to count all keys too, also the evicted ones; for two words
   */
  KeyTable(int words, boolean countsDistinct, KeyHash hashes, Median median) {
    this.words = words;
    this.stride = words + 4;
    this.countsDistinct = countsDistinct;
    this.hashes = hashes;
    this.median = median;
    this.rows = new long[FIRST_SLOTS * stride];
  }

  int size() {
    return size;
  }

  void add(long tag, long count, long other) {
    addTo(row(hashes.of(tag), tag, 0, 0, 0, 0), count, other);
  }

  void add(long tag, long a, long b, long count, long other) {
    addTo(row(hashes.of(tag, a, b), tag, a, b, 0, 0), count, other);
  }

  void add(long tag, long a, long b, long c, long d, long count, long other) {
    addTo(row(hashes.of(tag, a, b, c, d), tag, a, b, c, d), count, other);
  }

  void addAll(KeyCounts others) {
    for (int at = 0; at < rows.length; at += stride) {
      if (rows[at] != 0) {
        rows[at + words + 2] += others.missed();
      }
    }
    missed += others.missed();
    mergeDistinct(others);
    for (int i = 0; i < others.size(); i++) {
      addRow(others, i);
    }
  }

  /** Hands the counts over: the table is of no more use. */
  KeyCounts toCounts() {
    int end = 0;
    for (int row = 0; row < rows.length; row += stride) {
      if (rows[row] != 0) {
        System.arraycopy(rows, row, rows, end, stride);
        end += stride;
      }
    }
    // A full array is kept as it is; a copy of a sparse one is small.
    long[] packed = end > rows.length / 2 ? rows : Arrays.copyOf(rows, end);
    byte[] registers = distinct == null ? null : distinct.registers();
    return new KeyCounts(words, packed, end / stride, missed, registers);
  }

  private void addTo(int row, long count, long other) {
    rows[row + words + 1] += count;
    rows[row + words + 3] += other;
  }

  private void addRow(KeyCounts others, int i) {
    long tag = others.word(i, 0);
    long a = words < 2 ? 0 : others.word(i, 1);
    long b = words < 2 ? 0 : others.word(i, 2);
    long c = words < 4 ? 0 : others.word(i, 3);
    long d = words < 4 ? 0 : others.word(i, 4);
    int row = row(hashes.of(tag, a, b, c, d), tag, a, b, c, d);
    addTo(row, others.counted(i), others.other(i));
    // The row's own doubt already includes all that the others missed.
    rows[row + words + 2] += others.doubt(i) - others.missed();
  }

  /** The row of the key, which is put into the table if it is not there. */
  private int row(long hash, long tag, long a, long b, long c, long d) {
    int row = find(hash, tag, a, b, c, d);
    return rows[row] != 0 ? row : insert(row, hash, tag, a, b, c, d);
  }

  /** The row of the key, or the free one for it. */
  private int find(long hash, long tag, long a, long b, long c, long d) {
    int slot = slot(hash);
    while (true) {
      int row = slot * stride;
      if (rows[row] == 0 || is(row, tag, a, b, c, d)) {
        return row;
      }
      slot = slot + 1 & mask;
    }
  }

  private boolean is(int row, long tag, long a, long b, long c, long d) {
    return rows[row] == tag
        && (words < 2 || (rows[row + 1] == a && rows[row + 2] == b))
        && (words < 4 || (rows[row + 3] == c && rows[row + 4] == d));
  }

  private int insert(int free, long hash, long tag, long a, long b, long c, long d) {
    int row = makeRoom() ? find(hash, tag, a, b, c, d) : free;
    rows[row] = tag;
    if (words >= 2) {
      rows[row + 1] = a;
      rows[row + 2] = b;
    }
    if (words >= 4) {
      rows[row + 3] = c;
      rows[row + 4] = d;
    }
    rows[row + words + 2] = missed;
    size++;
    if (distinct != null) {
      distinct.add(tag, a, b);
    }
    return row;
  }

  /** Returns whether rows have moved. */
  private boolean makeRoom() {
    if (size < (mask + 1) / 4 * 3) {
      return false;
    }
    if (mask + 1 < MAX_SLOTS) {
      grow();
    } else {
      purge();
    }
    return true;
  }

  private void grow() {
    long[] old = rows;
    mask = GROWTH * mask + GROWTH - 1;
    rows = new long[(mask + 1) * stride];
    for (int from = 0; from < old.length; from += stride) {
      if (old[from] != 0) {
        System.arraycopy(old, from, rows, freeRow(hash(old, from)), stride);
      }
    }
  }

  private void purge() {
    if (countsDistinct && distinct == null) {
      distinct = new HyperLogLog();
      addKeysTo(distinct);
    }
    median.clear();
    for (int row = 0; row < rows.length; row += stride) {
      if (rows[row] != 0) {
        median.add(rows[row + words + 1] + rows[row + words + 2]);
      }
    }
    missed = median.find();
    evict();
  }

  /**
   * Removes the keys that are not above the median, and moves the others to where probing finds
   * them. In place, because a flood purges hundreds of times: from a free slot on each row moves at
   * most to a slot that has been visited.
   */
  private void evict() {
    int start = 0;
    while (rows[start * stride] != 0) {
      start++;
    }
    for (int step = 1; step <= mask; step++) {
      int row = (start + step & mask) * stride;
      if (rows[row] != 0) {
        evictOrMove(row);
      }
    }
  }

  private void evictOrMove(int row) {
    boolean stays = rows[row + words + 1] + rows[row + words + 2] > missed;
    int target = stays ? ownOrFreeRow(row) : -1;
    if (target == row) {
      return;
    }
    if (stays) {
      System.arraycopy(rows, row, rows, target, stride);
    } else {
      size--;
    }
    Arrays.fill(rows, row, row + stride, 0);
  }

  private int ownOrFreeRow(int row) {
    int slot = slot(hash(rows, row));
    while (slot * stride != row && rows[slot * stride] != 0) {
      slot = slot + 1 & mask;
    }
    return slot * stride;
  }

  private int freeRow(long hash) {
    int slot = slot(hash);
    while (rows[slot * stride] != 0) {
      slot = slot + 1 & mask;
    }
    return slot * stride;
  }

  private int slot(long hash) {
    return (int) (hash >>> Long.numberOfLeadingZeros(mask));
  }

  private long hash(long[] from, int row) {
    return switch (words) {
      case 0 -> hashes.of(from[row]);
      case 2 -> hashes.of(from[row], from[row + 1], from[row + 2]);
      default -> hashes.of(from[row], from[row + 1], from[row + 2], from[row + 3], from[row + 4]);
    };
  }

  private void mergeDistinct(KeyCounts others) {
    byte[] registers = others.registers();
    if (registers == null && distinct == null) {
      return;
    }
    if (distinct == null) {
      distinct = new HyperLogLog();
      addKeysTo(distinct);
    }
    if (registers != null) {
      distinct.addAll(registers);
    }
  }

  private void addKeysTo(HyperLogLog keys) {
    for (int row = 0; row < rows.length; row += stride) {
      if (rows[row] != 0) {
        keys.add(rows[row], rows[row + 1], rows[row + 2]);
      }
    }
  }
}
