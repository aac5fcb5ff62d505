package io.github.cloudflarepcaps.pcapfile;

import java.io.IOException;
import java.io.InputStream;

/** A stream whose every read fails, so that a test sees that it was read. */
final class Unreadable extends InputStream {
  @Override
  public int read() throws IOException {
    throw new IOException("unreadable");
  }
}
