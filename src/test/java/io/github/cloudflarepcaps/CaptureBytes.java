package io.github.cloudflarepcaps;

import io.github.cloudflarepcaps.pcapfile.PcapReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;

/** Small capture files. */
final class CaptureBytes {
  private static final int HEADER = 24;
  private static final int RECORD = 16 + 4;

  private CaptureBytes() {}

  /** A classic capture file of two packets of four bytes. */
  static byte[] twoPackets() {
    return packetsAt(1, 2);
  }

  /** A classic capture file of packets of four bytes, each with its second as data. */
  static byte[] packetsAt(int... seconds) {
    ByteBuffer file =
        ByteBuffer.allocate(HEADER + seconds.length * RECORD).order(ByteOrder.LITTLE_ENDIAN);
    file.putInt(0xa1b2c3d4).putShort((short) 2).putShort((short) 4);
    file.putInt(0).putInt(0).putInt(160).putInt(1);
    for (int second : seconds) {
      file.putInt(second).putInt(0).putInt(4).putInt(4).putInt(second);
    }
    return file.array();
  }

  /** The seconds of the packets in a file, in its order. */
  static List<Long> secondsIn(Path file) throws IOException {
    try (PcapReader reader = PcapReader.open(file)) {
      return reader.packets().map(packet -> packet.time().getEpochSecond()).toList();
    }
  }
}
