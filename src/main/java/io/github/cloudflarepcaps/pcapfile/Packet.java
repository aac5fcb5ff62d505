package io.github.cloudflarepcaps.pcapfile;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Objects;

/**
 * One captured packet.
 *
 * @param time when it was captured, to the microsecond or nanosecond as the file keeps it
 * @param originalLength its length on the wire in bytes, from 0 to 2³²−1; more than {@code data}
 *     holds if the capture kept only the beginning (a simple capture keeps 160 bytes)
 * @param data the bytes kept, starting with the header of the capture's link type
 */
public record Packet(Instant time, long originalLength, ByteBuffer data) {

  /** Copies {@code data}, from its position to its limit, unless it is read-only already. */
  public Packet {
    Objects.requireNonNull(time, "time");
    if (originalLength < 0 || originalLength > 0xffff_ffffL) {
      throw new IllegalArgumentException(
          "originalLength " + originalLength + " is not within 0 to 4294967295");
    }
    data = data.isReadOnly() ? data.slice() : copy(data);
  }

  /**
   * The bytes kept, as a read-only view of its own for each call: position 0, big-endian, and its
   * limit the number of bytes. Reading from one view leaves the others where they are.
   */
  @Override
  public ByteBuffer data() {
    return data.asReadOnlyBuffer();
  }

  private static ByteBuffer copy(ByteBuffer data) {
    return ByteBuffer.allocate(data.remaining()).put(data.duplicate()).flip().asReadOnlyBuffer();
  }
}
