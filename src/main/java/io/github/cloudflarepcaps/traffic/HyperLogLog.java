package io.github.cloudflarepcaps.traffic;

/**
 * Estimates how many different keys were added, in 16 KiB whatever their number.
 *
 * <p>The standard error is 0.8 %. The hash has no seed, so that counts can be merged; an attacker
 * who chooses addresses can therefore make the estimate wrong, but never slow.
 *
 * <p>After O. Ertl, "New cardinality estimation algorithms for HyperLogLog sketches" (2017):
 * without the bias that the original has for some tens of thousands of keys.
 */
final class HyperLogLog {

  private static final int INDEX_BITS = 14;
  private static final int REGISTERS = 1 << INDEX_BITS;
  private static final int MAX_RANK = Long.SIZE - INDEX_BITS + 1;
  private static final double ALPHA = 0.5 / Math.log(2);

  /** For each class of hashes the largest number of leading zeros seen, plus one. */
  private final byte[] registers;

  HyperLogLog() {
    this.registers = new byte[REGISTERS];
  }

  HyperLogLog(byte[] registers) {
    this.registers = registers.clone();
  }

  byte[] registers() {
    return registers.clone();
  }

  void add(long tag, long a, long b) {
    long hash = mix(mix(mix(tag) + a) + b);
    int index = (int) (hash >>> (Long.SIZE - INDEX_BITS));
    int rank = Math.min(Long.numberOfLeadingZeros(hash << INDEX_BITS) + 1, MAX_RANK);
    if (rank > registers[index]) {
      registers[index] = (byte) rank;
    }
  }

  void addAll(byte[] others) {
    for (int i = 0; i < REGISTERS; i++) {
      registers[i] = (byte) Math.max(registers[i], others[i]);
    }
  }

  long estimate() {
    int[] counts = new int[MAX_RANK + 1];
    for (byte rank : registers) {
      counts[rank]++;
    }
    double z = REGISTERS * tau(1 - (double) counts[MAX_RANK] / REGISTERS);
    for (int rank = MAX_RANK - 1; rank >= 1; rank--) {
      z = 0.5 * (z + counts[rank]);
    }
    z += REGISTERS * sigma((double) counts[0] / REGISTERS);
    return Math.round(ALPHA * REGISTERS * REGISTERS / z);
  }

  private static double sigma(double share) {
    if (share == 1) {
      return Double.POSITIVE_INFINITY;
    }
    double x = share;
    double factor = 1;
    double sum = share;
    for (double before = -1; before != sum; factor *= 2) {
      before = sum;
      x *= x;
      sum += x * factor;
    }
    return sum;
  }

  private static double tau(double share) {
    if (share == 0 || share == 1) {
      return 0;
    }
    double x = share;
    double factor = 1;
    double sum = 1 - share;
    for (double before = -1; before != sum; ) {
      before = sum;
      x = Math.sqrt(x);
      factor *= 0.5;
      sum -= (1 - x) * (1 - x) * factor;
    }
    return sum / 3;
  }

  /** The finalizer of MurmurHash3. */
  private static long mix(long value) {
    long mixed = (value ^ value >>> 33) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ mixed >>> 33;
  }
}
