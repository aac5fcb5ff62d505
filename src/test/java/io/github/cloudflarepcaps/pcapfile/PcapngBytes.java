package io.github.cloudflarepcaps.pcapfile;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes pcapng for all tests, valid or not, independently of what they test. */
final class PcapngBytes {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private ByteOrder order = ByteOrder.LITTLE_ENDIAN;

  /** One little-endian section with one Ethernet interface that counts microseconds. */
  static PcapngBytes ethernet() {
    return new PcapngBytes().section(ByteOrder.LITTLE_ENDIAN).link(1, 65_535);
  }

  PcapngBytes section(ByteOrder byteOrder) {
    return section(byteOrder, 1, new byte[0]);
  }

  PcapngBytes section(ByteOrder byteOrder, int major, byte[] options) {
    order = byteOrder;
    ByteBuffer body = body(16 + options.length).putInt(0x1a2b3c4d);
    body.putShort((short) major).putShort((short) 0).putLong(-1).put(options);
    return block(0x0a0d0d0a, body.array());
  }

  /** An interface description; options as {@link #option} makes them. */
  PcapngBytes link(int linkType, int snapLength, byte[]... options) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] option : options) {
      all.writeBytes(option);
    }
    ByteBuffer body = body(8 + all.size()).putShort((short) linkType).putShort((short) 0);
    return block(1, body.putInt(snapLength).put(all.toByteArray()).array());
  }

  byte[] option(int code, byte... value) {
    ByteBuffer option = body(4 + padded(value.length));
    return option.putShort((short) code).putShort((short) value.length).put(value).array();
  }

  byte[] resolution(int value) {
    return option(9, (byte) value);
  }

  byte[] offset(long seconds) {
    return option(14, body(8).putLong(seconds).array());
  }

  PcapngBytes enhanced(int link, long units, String data) {
    byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
    return enhanced(link, units, bytes.length, bytes);
  }

  PcapngBytes enhanced(int link, long units, int captured, byte[] data) {
    ByteBuffer body = body(20 + padded(data.length)).putInt(link);
    return block(6, packet(body, units, captured, data));
  }

  PcapngBytes obsolete(int link, long units, String data) {
    byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
    ByteBuffer body = body(20 + padded(bytes.length)).putShort((short) link).putShort((short) 0);
    return block(2, packet(body, units, bytes.length, bytes));
  }

  PcapngBytes simple(String data) {
    byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
    return block(3, body(4 + padded(bytes.length)).putInt(bytes.length).put(bytes).array());
  }

  PcapngBytes block(int type, byte[] body) {
    return block(type, body.length + 12L, body, body.length + 12L);
  }

  /** A block with these two lengths, valid or not. */
  PcapngBytes block(int type, long length, byte[] body, long trailer) {
    ByteBuffer block = body(body.length + 12).putInt(type).putInt((int) length);
    out.writeBytes(block.put(body).putInt((int) trailer).array());
    return this;
  }

  byte[] bytes() {
    return out.toByteArray();
  }

  private byte[] packet(ByteBuffer body, long units, int captured, byte[] data) {
    body.putInt((int) (units >>> 32)).putInt((int) units);
    return body.putInt(captured).putInt(captured).put(data).array();
  }

  private ByteBuffer body(int length) {
    return ByteBuffer.allocate(length).order(order);
  }

  private static int padded(int length) {
    return (length + 3) / 4 * 4;
  }
}
