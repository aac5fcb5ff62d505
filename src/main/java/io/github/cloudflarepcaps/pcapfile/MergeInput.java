package io.github.cloudflarepcaps.pcapfile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A part to be merged.
 *
 * @param number its place among the parts
 * @param name its path as given
 * @param content the file with its bytes, of a compressed part the unpacked ones
 * @param unpacked how the unpacking ended; null if the part is not compressed
 * @param buffer the part's own until the end of the merge
 */
record MergeInput(
    OpenFiles files,
    int number,
    String name,
    Path content,
    @Nullable UnpackedPart unpacked,
    ByteBuffer buffer)
    implements Window.Source {

  /** Begins to read, from the file header on. The reading before must be over. */
  Records records() throws IOException {
    try {
      long size = files.size(number, content);
      return Records.of(Window.ofFile(name, this, size, buffer));
    } catch (NotPcapException e) {
      throw unpacked == null ? e : unpacked.explain(name, e);
    }
  }

  @Override
  public int read(ByteBuffer into, long position) throws IOException {
    return files.read(number, content, into, position);
  }

  @Override
  public boolean unpacks() {
    return unpacked != null;
  }
}
