package io.github.cloudflarepcaps;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Small capture files. */
final class CaptureBytes {
  private static final int HEADER = 24;
  private static final int RECORD = 16 + 4;

  private CaptureBytes() {}

  /** A classic capture file of two packets of four bytes. */
  static byte[] twoPackets() {
    ByteBuffer file = ByteBuffer.allocate(HEADER + 2 * RECORD).order(ByteOrder.LITTLE_ENDIAN);
    file.putInt(0xa1b2c3d4).putShort((short) 2).putShort((short) 4);
    file.putInt(0).putInt(0).putInt(160).putInt(1);
    for (int second = 1; second <= 2; second++) {
      file.putInt(second).putInt(0).putInt(4).putInt(4).putInt(second);
    }
    return file.array();
  }
}
