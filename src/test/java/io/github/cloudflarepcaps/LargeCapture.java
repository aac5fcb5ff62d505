package io.github.cloudflarepcaps;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;

/** Large capture files, made on the fly: packets of 60 000 bytes by chance, the same each time. */
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

  /** Answers a download with such a file, packet by packet. */
  static void send(RawServer.Peer peer, int packets) throws IOException {
    peer.send("HTTP/1.1 200 OK\r\nContent-Length: " + lengthOf(packets) + "\r\n\r\n");
    peer.send(header());
    for (int i = 0; i < packets; i++) {
      peer.send(packet(i));
    }
  }

  private static byte[] header() {
    ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(0xa1b2c3d4).putShort((short) 2).putShort((short) 4);
    return header.putInt(0).putInt(0).putInt(0xffff).putInt(1).array();
  }

  private static byte[] packet(int number) {
    byte[] data = new byte[PACKET];
    new Random(number).nextBytes(data);
    ByteBuffer record = ByteBuffer.allocate(RECORD).order(ByteOrder.LITTLE_ENDIAN);
    return record.putInt(number).putInt(0).putInt(PACKET).putInt(PACKET).put(data).array();
  }
}
