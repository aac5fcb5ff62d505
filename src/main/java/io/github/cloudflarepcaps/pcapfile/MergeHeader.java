package io.github.cloudflarepcaps.pcapfile;

import java.io.IOException;
import java.nio.ByteOrder;

/** Finds the file header that fits all parts of a merge. */
final class MergeHeader {

  private static final int NONE = -1;

  private final LinkTypes linkTypes = new LinkTypes();
  private boolean nanoseconds;
  private long snapLength;
  private int firstInterface = NONE;

  /** The header field of classic parts, which may state a frame check sequence too. */
  private int network = NONE;

  private boolean sameNetwork = true;

  void add(String part, ClassicRecords records) throws IOException {
    ClassicHeader header = records.header();
    linkTypes.add(part, header.linkType());
    nanoseconds |= header.nanoseconds();
    snapLength = Math.max(snapLength, ClassicHeader.limit(header.snapLength()));
    sameNetwork &= network == NONE || network == header.network();
    network = header.network();
  }

  /** Reads all packets: only they tell which interfaces of the part matter. */
  void add(String part, PcapngRecords records) throws IOException {
    try {
      while (records.next()) {
        linkTypes.add(part, records.linkType());
      }
    } catch (NotPcapException e) {
      // The merge finds it again, at the same packet.
    }
    nanoseconds |= records.anyNanoseconds();
    snapLength = Math.max(snapLength, records.largestSnapLength());
    sameNetwork = false;
    if (firstInterface == NONE) {
      firstInterface = records.fileLinkType();
    }
  }

  ClassicHeader header() {
    return new ClassicHeader(ByteOrder.LITTLE_ENDIAN, nanoseconds, snapLength, network());
  }

  private int network() {
    if (linkTypes.common() == NONE) { // there is no packet, so any will do
      return firstInterface == NONE ? LinkType.ETHERNET : LinkType.canonical(firstInterface);
    }
    // Where the parts disagree on the frame check sequence, nothing is stated about it.
    return sameNetwork ? (network & ~0xffff) | linkTypes.common() : linkTypes.common();
  }
}
