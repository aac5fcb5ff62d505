package io.github.cloudflarepcaps.pcapfile;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One of the files to merge, standing at a packet. */
final class MergePart implements Comparable<MergePart> {

  /** The first second that a classic pcap file cannot state. */
  private static final long END_OF_TIME = 1L << Integer.SIZE;

  private final MergeInput input;
  private final Records records;
  private long packets;

  /** The time of the last packet that had one: a packet without stays behind it. */
  private long second;

  private int nano;

  private MergePart(MergeInput input, Records records) {
    this.input = input;
    this.records = records;
  }

  /** Reads the file header, and adds what it states to the common one. */
  static MergePart open(MergeInput input, MergeHeader common) throws IOException {
    Records records = input.records();
    if (records instanceof ClassicRecords classic) {
      common.add(input.name(), classic);
    } else if (records instanceof PcapngRecords pcapng) {
      common.add(input.name(), pcapng);
      records = input.records();
    }
    return new MergePart(input, records);
  }

  String name() {
    return input.name();
  }

  Records records() {
    return records;
  }

  /** How many packets {@link #next} found. */
  long packets() {
    return packets;
  }

  /**
   * Goes to the next packet; false if there is no complete one left.
   *
   * @throws NotPcapException if the part is damaged here
   */
  boolean next() throws IOException {
    if (!records.next()) {
      throwDamage(input.unpacked());
      return false;
    }
    if (records.second() < 0 || records.second() >= END_OF_TIME) {
      throw records.damaged(
          "a packet at second " + records.second() + ", outside classic pcap's 1970 to 2106");
    }
    if (records.timed()) {
      second = records.second();
      nano = records.nano();
    }
    packets++;
    return true;
  }

  /** What came before the damage was unpacked, and has been read. */
  private static void throwDamage(@Nullable UnpackedPart unpacked) throws NotPcapException {
    if (unpacked != null && unpacked.damage() != null) {
      throw unpacked.damage();
    }
  }

  /** Once {@link #next} returned false: whether the part ends inside a record. */
  boolean truncated() {
    UnpackedPart unpacked = input.unpacked();
    return records.truncated() || (unpacked != null && unpacked.truncated());
  }

  String truncation() {
    return records.truncation();
  }

  /** By the time of the packet; of equally early ones, by the order of the parts. */
  @Override
  public int compareTo(MergePart other) {
    if (second != other.second) {
      return Long.compare(second, other.second);
    }
    return nano != other.nano
        ? Integer.compare(nano, other.nano)
        : Integer.compare(input.number(), other.input.number());
  }
}
