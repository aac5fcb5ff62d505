package io.github.cloudflarepcaps.pcapfile;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Objects;

/**
 * One captured packet.
 *
 * @param time when it was captured, as finely as the capture keeps it; {@link Instant#EPOCH} if the
 *     capture has no time for it, as a pcapng Simple Packet Block
 * @param originalLength its length on the wire in bytes, from 0 to 2³²−1; more than {@code data}
 *     holds if the capture kept only the beginning (a simple capture keeps 160 bytes)
 * @param linkType which header {@code data} begins with, from 0 to 65535: a number of the <a
 *     href="https://www.tcpdump.org/linktypes.html">list of link types</a>, 1 for Ethernet
 * @param data the bytes kept
 */
public record Packet(Instant time, long originalLength, int linkType, ByteBuffer data) {

  private static final long MAX_LENGTH = 0xffff_ffffL;
  static final int MAX_LINK_TYPE = 0xffff;

  /** Copies {@code data}, from its position to its limit, unless it is read-only already. */
  public Packet {
    Objects.requireNonNull(time, "time");
    requireWithin("originalLength", originalLength, MAX_LENGTH);
    requireWithin("linkType", linkType, MAX_LINK_TYPE);
    data = data.isReadOnly() ? data.slice() : copy(data);
  }

  /**
   * The bytes kept, as a read-only view of its own for each call: position 0, big-endian, and its
   * limit the number of bytes. Reading from one view leaves the others unchanged.
   */
  @Override
  public ByteBuffer data() {
    return data.asReadOnlyBuffer();
  }

  private static void requireWithin(String name, long value, long most) {
    if (value < 0 || value > most) {
      throw new IllegalArgumentException(name + " " + value + " is not within 0 to " + most);
    }
  }

  private static ByteBuffer copy(ByteBuffer data) {
    return ByteBuffer.allocate(data.remaining()).put(data.duplicate()).flip().asReadOnlyBuffer();
  }
}
