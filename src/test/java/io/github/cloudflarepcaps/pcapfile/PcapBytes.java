package io.github.cloudflarepcaps.pcapfile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes classic pcap for all tests, valid or not, independently of what they test. */
public final class PcapBytes {

  public static final int MICROSECONDS = 0xa1b2c3d4;
  public static final int NANOSECONDS = 0xa1b23c4d;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteOrder order;

  private PcapBytes(ByteOrder order) {
    this.order = order;
  }

  /** Ethernet, microseconds, snap length 65535, little-endian. */
  public static PcapBytes ethernet() {
    return with(ByteOrder.LITTLE_ENDIAN, MICROSECONDS, 65_535, 1);
  }

  public static PcapBytes with(ByteOrder order, int magic, int snapLength, int network) {
    return new PcapBytes(order).header(magic, 2, 4, snapLength, network);
  }

  static PcapBytes version(int major, int minor) {
    return new PcapBytes(ByteOrder.LITTLE_ENDIAN).header(MICROSECONDS, major, minor, 65_535, 1);
  }

  public PcapBytes packet(long seconds, long fraction, String data) {
    return packet(seconds, fraction, data.getBytes(StandardCharsets.UTF_8));
  }

  public PcapBytes packet(long seconds, long fraction, byte[] data) {
    return record(seconds, fraction, data.length, data.length, data);
  }

  public PcapBytes record(long seconds, long fraction, long captured, long original, byte[] data) {
    ByteBuffer header = ByteBuffer.allocate(16).order(order);
    header.putInt((int) seconds).putInt((int) fraction).putInt((int) captured);
    return append(header.putInt((int) original).array()).append(data);
  }

  /** One record alone, little-endian, for a file that is sent piece by piece. */
  public static byte[] recordOnly(long seconds, byte[] data) {
    PcapBytes pcap = new PcapBytes(ByteOrder.LITTLE_ENDIAN).packet(seconds, 0, data);
    return pcap.bytes();
  }

  PcapBytes append(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  public byte[] bytes() {
    return out.toByteArray();
  }

  Path writeTo(Path file) {
    try {
      return Files.write(file, bytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private PcapBytes header(int magic, int major, int minor, int snapLength, int network) {
    ByteBuffer header = ByteBuffer.allocate(24).order(order);
    header.putInt(magic).putShort((short) major).putShort((short) minor).putLong(0);
    return append(header.putInt(snapLength).putInt(network).array());
  }
}
