package io.github.cloudflarepcaps;

import io.github.cloudflarepcaps.pcapfile.PcapBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;

/** Large capture files, made on the fly: packets of 60 000 random bytes, the same each time. */
final class LargeCapture {
  private static final int HEADER = 24;
  private static final int PACKET = 60_000;
  private static final int RECORD = 16 + PACKET;

  private LargeCapture() {}

  static long lengthOf(int packets) {
    return HEADER + (long) packets * RECORD;
  }

  static byte[] ofPackets(int packets) {
    ByteBuffer file = ByteBuffer.allocate((int) lengthOf(packets)).put(header());
    for (int i = 0; i < packets; i++) {
      file.put(packet(i));
    }
    return file.array();
  }

  /** Responds to a download with such a file, packet by packet. */
  static void send(RawPeer peer, int packets) throws IOException {
    peer.send("HTTP/1.1 200 OK\r\nContent-Length: " + lengthOf(packets) + "\r\n\r\n");
    peer.send(header());
    for (int i = 0; i < packets; i++) {
      peer.send(packet(i));
    }
  }

  private static byte[] header() {
    return PcapBytes.ethernet().bytes();
  }

  private static byte[] packet(int number) {
    byte[] data = new byte[PACKET];
    new Random(number).nextBytes(data);
    return PcapBytes.recordOnly(number, data);
  }
}
