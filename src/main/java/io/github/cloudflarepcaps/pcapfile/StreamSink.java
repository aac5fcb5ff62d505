package io.github.cloudflarepcaps.pcapfile;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;

/** Collects bytes for a stream, which is never closed. */
final class StreamSink {

  private static final int BUFFER = 64 * 1024;

  private final OutputStream out;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);

  StreamSink(OutputStream out) {
    this.out = Objects.requireNonNull(out, "out");
  }

  ByteBuffer room(int length) throws IOException {
    if (buffer.remaining() < length) {
      write();
    }
    return buffer;
  }

  void flush() throws IOException {
    write();
    out.flush();
  }

  private void write() throws IOException {
    out.write(buffer.array(), buffer.arrayOffset(), buffer.position());
    buffer.clear();
  }
}
