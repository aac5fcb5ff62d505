package io.github.cloudflarepcaps.pcapfile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** A file in memory that counts the reads and the bytes read. */
final class InMemory implements Window.Source {

  private final byte[] bytes;
  private int reads;
  private long read;

  InMemory(byte[] bytes) {
    this.bytes = bytes;
  }

  static PcapFile inspect(byte[] bytes) throws IOException {
    return new InMemory(bytes).inspect();
  }

  PcapFile inspect() throws IOException {
    return PcapFile.read(Path.of("in-memory"), this, bytes.length, null);
  }

  @Override
  public int read(ByteBuffer into, long position) {
    int count = (int) Math.min(into.remaining(), bytes.length - position);
    if (count == 0) {
      return -1;
    }
    into.put(bytes, (int) position, count);
    reads++;
    read += count;
    return count;
  }

  int reads() {
    return reads;
  }

  long bytesRead() {
    return read;
  }
}
