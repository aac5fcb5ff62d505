package io.github.cloudflarepcaps.bench;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;

/** Capture records made up from a seed: three in five are full frames, the rest small ones. */
final class Records {
  /** Blocks of this many bytes end with a complete record. */
  static final int BLOCK = 64 * 1024;

  private static final int RECORD_HEADER = 16;
  private static final int FULL_FRAME = 1514;
  private static final int SMALLEST_FRAME = 60;

  private final Random random;
  private long microseconds = 1_654_195_102_000_000L;

  Records(long seed) {
    random = new Random(seed);
  }

  /** The 24 bytes a capture file starts with: Ethernet, little endian, microseconds. */
  static ByteBuffer fileHeader() {
    return ByteBuffer.allocate(24)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(0xa1b2c3d4)
        .putShort((short) 2)
        .putShort((short) 4)
        .putInt(0)
        .putInt(0)
        .putInt(262_144)
        .putInt(1)
        .flip();
  }

  /** Fills {@code target}, which has room for complete blocks only, with records in time order. */
  void fill(ByteBuffer target) {
    target.order(ByteOrder.LITTLE_ENDIAN);
    while (target.hasRemaining()) {
      fillBlock(target, target.position() + BLOCK);
    }
  }

  private void fillBlock(ByteBuffer target, int end) {
    while (target.position() < end) {
      int room = end - target.position() - RECORD_HEADER;
      int length = frame();
      // What would be left must hold a record of its own.
      record(target, room - length < RECORD_HEADER + SMALLEST_FRAME ? room : length);
    }
  }

  private int frame() {
    return random.nextInt(5) < 3 ? FULL_FRAME : SMALLEST_FRAME + random.nextInt(200);
  }

  private void record(ByteBuffer target, int length) {
    microseconds += 1 + random.nextInt(20);
    target.putInt((int) (microseconds / 1_000_000)).putInt((int) (microseconds % 1_000_000));
    target.putInt(length).putInt(length);
    for (int i = 0; i < length; i++) {
      target.put((byte) (i * 31));
    }
  }
}
