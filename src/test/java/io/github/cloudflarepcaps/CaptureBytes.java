package io.github.cloudflarepcaps;

import io.github.cloudflarepcaps.pcapfile.PcapBytes;
import io.github.cloudflarepcaps.pcapfile.PcapReader;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;

/** Small capture files. */
final class CaptureBytes {
  private CaptureBytes() {}

  /** A classic capture file of one packet of four bytes. */
  static byte[] onePacket() {
    return packetsAt(1);
  }

  /** A classic capture file of two packets of four bytes. */
  static byte[] twoPackets() {
    return packetsAt(1, 2);
  }

  /** A classic capture file of packets of four bytes, each with its second as data. */
  static byte[] packetsAt(int... seconds) {
    PcapBytes pcap = PcapBytes.with(ByteOrder.LITTLE_ENDIAN, PcapBytes.MICROSECONDS, 160, 1);
    for (int second : seconds) {
      pcap.packet(second, 0, new byte[] {(byte) second, 0, 0, 0});
    }
    return pcap.bytes();
  }

  /** The seconds of the packets in a file, in its order. */
  static List<Long> secondsIn(Path file) throws IOException {
    try (PcapReader reader = PcapReader.open(file)) {
      return reader.packets().map(packet -> packet.time().getEpochSecond()).toList();
    }
  }
}
