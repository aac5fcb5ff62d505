package io.github.cloudflarepcaps.pcapfile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * One of the files to merge, standing at a packet. Sorted by that packet's time, then by number.
 */
final class MergePart {

  private final int number;
  private final Path path;
  private final Window file;
  private final ClassicRecords records;

  private MergePart(int number, Path path, Window file) throws IOException {
    this.number = number;
    this.path = path;
    this.file = file;
    this.records = parse(file);
  }

  static MergePart open(OpenFiles files, int number, Path path, ByteBuffer buffer)
      throws IOException {
    Window.Source source = files.source(number, path);
    return new MergePart(
        number, path, Window.ofFile(path.toString(), source, files.size(number, path), buffer));
  }

  private static ClassicRecords parse(Window file) throws IOException {
    if (PcapngRecords.isPcapng(file.firstBytes())) {
      throw new NotPcapException(
          file.name()
              + " is pcapng, and only classic pcap is merged: convert it with"
              + " editcap -F pcap in.pcapng out.pcap");
    }
    return new ClassicRecords(file);
  }

  Path path() {
    return path;
  }

  ClassicHeader header() {
    return records.header();
  }

  /** Goes to the next packet; false if there is no whole one left. */
  boolean next() throws IOException {
    return records.next();
  }

  /** By the time of the packet; of equally early ones, by the order of the parts. */
  boolean isBefore(MergePart other) {
    if (records.second() != other.records.second()) {
      return records.second() < other.records.second();
    }
    if (records.nano() != other.records.nano()) {
      return records.nano() < other.records.nano();
    }
    return number < other.number;
  }

  ClassicRecords record() {
    return records;
  }

  Window file() {
    return file;
  }
}
