package io.github.cloudflarepcaps.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Writes capture files in the classic format: little endian, microseconds, Ethernet. */
final class PcapBytes {
  /** The bytes that a simple capture keeps of each packet. */
  static final int SIMPLE_SNAP_LENGTH = 160;

  private static final int FULL_SNAP_LENGTH = 262_144;
  private static final int MAGIC = 0xa1b2c3d4;
  private static final int ETHERNET = 1;

  private final int snapLength;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private PcapBytes(int snapLength) {
    this.snapLength = snapLength;
    byte[] header = new byte[24];
    ByteBuffer fields = littleEndian(header);
    fields.putInt(MAGIC).putShort((short) 2).putShort((short) 4).putInt(0).putInt(0);
    fields.putInt(snapLength).putInt(ETHERNET);
    bytes.writeBytes(header);
  }

  /** The file of a simple capture. */
  static byte[] simple(Traffic traffic) {
    PcapBytes file = new PcapBytes(SIMPLE_SNAP_LENGTH);
    traffic.forEach(file::add);
    return file.bytes.toByteArray();
  }

  /**
   * The packets of a full capture, spread over some machines, and one more file without packets.
   */
  static List<byte[]> parts(Traffic traffic, int machines, long seed) {
    List<PcapBytes> files = new ArrayList<>();
    for (int i = 0; i <= machines; i++) {
      files.add(new PcapBytes(FULL_SNAP_LENGTH));
    }
    SplittableRandom machine = new SplittableRandom(seed);
    traffic.forEach((micros, packet) -> files.get(machine.nextInt(machines)).add(micros, packet));
    return files.stream().map(file -> file.bytes.toByteArray()).toList();
  }

  private void add(long micros, byte[] packet) {
    int kept = Math.min(packet.length, snapLength);
    byte[] record = new byte[16 + kept];
    ByteBuffer fields = littleEndian(record);
    fields.putInt((int) (micros / 1_000_000)).putInt((int) (micros % 1_000_000));
    fields.putInt(kept).putInt(packet.length).put(packet, 0, kept);
    bytes.writeBytes(record);
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
