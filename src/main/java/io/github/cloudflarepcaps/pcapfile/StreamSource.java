package io.github.cloudflarepcaps.pcapfile;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** The bytes of a stream, which can be had once and in order only. For buffers in the heap. */
final class StreamSource implements Window.Source {

  private final InputStream in;

  StreamSource(InputStream in) {
    this.in = in;
  }

  @Override
  public int read(ByteBuffer into, long position) throws IOException {
    int offset = into.arrayOffset() + into.position();
    int count = in.read(into.array(), offset, into.remaining());
    into.position(into.position() + Math.max(count, 0));
    return count;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
