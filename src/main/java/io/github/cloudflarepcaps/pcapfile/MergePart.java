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
  private final ClassicHeader header;
  private final ClassicRecords records;
  private long time;

  private MergePart(int number, Path path, Window file) throws IOException {
    this.number = number;
    this.path = path;
    this.file = file;
    this.header = parseHeader(file);
    this.records = new ClassicRecords(file, header);
  }

  static MergePart open(OpenFiles files, int number, Path path, ByteBuffer buffer)
      throws IOException {
    PcapFile.requireOrdinary(path);
    Window.Source source = files.source(number, path);
    return new MergePart(
        number, path, new Window(path.toString(), source, files.size(number, path), buffer));
  }

  private static ClassicHeader parseHeader(Window file) throws IOException {
    if (PcapngScan.isPcapng(file.firstBytes())) {
      throw new NotPcapException(
          file.name()
              + " is pcapng, and only classic pcap is merged: convert it with"
              + " editcap -F pcap in.pcapng out.pcap");
    }
    return ClassicHeader.parse(file.name(), file.firstBytes());
  }

  Path path() {
    return path;
  }

  ClassicHeader header() {
    return header;
  }

  /** Goes to the next packet; false if there is no whole one left. */
  boolean next() throws IOException {
    boolean more = records.next();
    time = records.time();
    return more;
  }

  /** By the time of the packet; of equally early ones, by the order of the parts. */
  boolean isBefore(MergePart other) {
    return time != other.time ? time < other.time : number < other.number;
  }

  ClassicRecords record() {
    return records;
  }

  Window file() {
    return file;
  }
}
