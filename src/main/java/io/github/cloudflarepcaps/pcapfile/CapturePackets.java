package io.github.cloudflarepcaps.pcapfile;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;

/** The packets of one capture. */
final class CapturePackets implements PacketSource {

  private final Records records;

  CapturePackets(Records records) {
    this.records = records;
  }

  @Override
  public boolean next() throws IOException {
    if (records.next()) {
      return true;
    }
    if (records.truncated()) {
      throw new EOFException(records.truncation());
    }
    return false;
  }

  @Override
  public Packet packet() throws IOException {
    byte[] data = new byte[records.captured()];
    records.file().view(records.data(), data.length).get(data);
    return new Packet(
        Instant.ofEpochSecond(records.second(), records.nano()),
        records.original(),
        records.linkType(),
        ByteBuffer.wrap(data).asReadOnlyBuffer());
  }

  @Override
  public boolean timed() {
    return records.timed();
  }

  @Override
  public String name() {
    return records.file().name();
  }

  @Override
  public PcapFile.Format format() {
    return records.format();
  }

  @Override
  public int linkType() {
    return records.fileLinkType();
  }

  @Override
  public long snapLength() {
    return records.snapLength();
  }

  @Override
  public boolean nanoseconds() {
    return records.nanoseconds();
  }

  @Override
  public void close() throws IOException {
    records.close();
  }
}
