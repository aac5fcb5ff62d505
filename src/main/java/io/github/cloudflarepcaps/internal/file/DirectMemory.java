package io.github.cloudflarepcaps.internal.file;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Buffers outside the heap, from which the system writes and into which it reads directly. */
public final class DirectMemory {

  private DirectMemory() {}

  /**
   * Allocates a buffer.
   *
   * @throws IOException if there is no memory left for it; the message names the limit
   */
  public static ByteBuffer allocate(int size) throws IOException {
    try {
      return ByteBuffer.allocateDirect(size);
    } catch (OutOfMemoryError e) {
      throw new IOException(
          "no direct memory for a buffer of "
              + size
              + " bytes; -XX:MaxDirectMemorySize (by default -Xmx) raises the limit: "
              + e.getMessage(),
          e);
    }
  }
}
