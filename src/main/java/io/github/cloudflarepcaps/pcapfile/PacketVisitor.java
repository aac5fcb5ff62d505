package io.github.cloudflarepcaps.pcapfile;

import java.nio.ByteBuffer;

/**
 * Sees the packets of a capture file in place, without an object for each: the way to statistics of
 * your own over millions of packets. See {@link PcapFile#scan}.
 */
@FunctionalInterface
public interface PacketVisitor {

  /**
   * Called once for each complete packet, in the order of the file. What it throws ends the scan
   * and propagates unchanged.
   *
   * @param epochSecond seconds since 1970; 0, like {@code nano}, if the file has no time for the
   *     packet
   * @param nano nanoseconds within the second, from 0 to 999999999
   * @param originalLength length of the packet on the wire in bytes, from 0 to 2³²−1
   * @param linkType which header the packet begins with, as in {@link Packet#linkType}
   * @param data the bytes kept, read-only and big-endian, between its position (which is any) and
   *     its limit. Valid during the call only: the next packet takes its place
   */
  void packet(long epochSecond, int nano, long originalLength, int linkType, ByteBuffer data);
}
