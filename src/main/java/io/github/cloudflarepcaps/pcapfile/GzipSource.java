package io.github.cloudflarepcaps.pcapfile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Unpacks gzip, all members one after the other, in constant memory (RFC 1952).
 *
 * <p>The JDK's {@code GZIPInputStream} is not used: it takes {@code available() == 0} for the end
 * of a file, so that of a stream with several members it may return the first one only.
 */
final class GzipSource implements Window.Source {

  /** How many bytes tell that content is gzip. */
  static final int MAGIC_LENGTH = 2;

  private static final int BUFFER = 32 * 1024;
  private static final int BYTE = 0xff;

  private static final int MAGIC_1 = 0x1f;
  private static final int MAGIC_2 = 0x8b;
  private static final int DEFLATE = 8;
  private static final int HEADER_CHECKSUM = 1 << 1;
  private static final int EXTRA = 1 << 2;
  private static final int NAME = 1 << 3;
  private static final int COMMENT = 1 << 4;
  private static final int RESERVED = 0xe0;

  /** Modification time, extra flags and operating system. */
  private static final int IGNORED = 6;

  private final String name;
  private final Window.Source packed;
  private final ByteBuffer input = ByteBuffer.allocate(BUFFER).limit(0);
  private final Inflater inflater = new Inflater(true);
  private final CRC32 headerChecksum = new CRC32();
  private final CRC32 checksum = new CRC32();
  private long inputEnd;
  private boolean inMember;
  private boolean truncated;

  /** The name is for the message of a failure. */
  GzipSource(String name, Window.Source packed) {
    this.name = name;
    this.packed = packed;
  }

  /** Whether content that begins with these bytes is gzip. */
  static boolean isGzip(byte[] start) {
    return start.length >= MAGIC_LENGTH
        && (start[0] & BYTE) == MAGIC_1
        && (start[1] & BYTE) == MAGIC_2;
  }

  /** Whether the gzip data ended inside a member, once {@link #read} returned -1. */
  @Override
  public boolean truncated() {
    return truncated;
  }

  @Override
  public boolean unpacks() {
    return true;
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    packed.close();
  }

  @Override
  public int read(ByteBuffer into, long position) throws IOException {
    try {
      int count = 0;
      while (count == 0 && (inMember || beginMember())) {
        count = inflate(into);
        if (count == 0 && inflater.finished()) {
          endMember();
        } else if (count == 0 && inflater.needsInput()) {
          require(refill());
        }
      }
      return count == 0 ? -1 : count;
    } catch (EndsEarly e) {
      truncated = true;
      inMember = false;
      return -1;
    }
  }

  private int inflate(ByteBuffer into) throws NotPcapException {
    ByteBuffer inflated = into.slice();
    int count;
    try {
      count = inflater.inflate(into);
    } catch (DataFormatException e) {
      throw damaged("its gzip data is invalid");
    }
    if (count == 0 && inflater.needsDictionary()) {
      throw damaged("its gzip data needs a dictionary");
    }
    checksum.update(inflated.limit(count));
    return count;
  }

  /** False at the end of the last member. Zeros behind it are padding, as of a tape. */
  private boolean beginMember() throws IOException, EndsEarly {
    boolean first = inputEnd == 0;
    int magic = nextOrEnd();
    while (magic == 0 && !first) {
      magic = nextOrEnd();
    }
    if (magic < 0) {
      return false;
    }
    if (magic != MAGIC_1 || next() != MAGIC_2) {
      throw damaged("bytes that are not gzip follow its gzip data");
    }
    readHeader();
    inflater.reset();
    inflater.setInput(input);
    checksum.reset();
    inMember = true;
    return true;
  }

  private void readHeader() throws IOException, EndsEarly {
    headerChecksum.reset();
    headerChecksum.update(MAGIC_1);
    headerChecksum.update(MAGIC_2);
    int method = next();
    int flags = next();
    if (method != DEFLATE || (flags & RESERVED) != 0) {
      throw damaged("an unknown form of gzip");
    }
    skip(IGNORED);
    if ((flags & EXTRA) != 0) {
      skip(nextShort());
    }
    if ((flags & NAME) != 0) {
      skipText();
    }
    if ((flags & COMMENT) != 0) {
      skipText();
    }
    if ((flags & HEADER_CHECKSUM) != 0) {
      int expected = (int) headerChecksum.getValue() & 0xffff;
      if (nextShort() != expected) {
        throw damaged("the checksum of its gzip header is wrong");
      }
    }
  }

  private void skip(int count) throws IOException, EndsEarly {
    for (int i = 0; i < count; i++) {
      next();
    }
  }

  private void skipText() throws IOException, EndsEarly {
    while (next() != 0) {
      // The name of the unpacked file, or a comment: of any length.
    }
  }

  private void endMember() throws IOException, EndsEarly {
    if (nextInt() != (int) checksum.getValue()) {
      throw damaged("the checksum of its gzip data is wrong");
    }
    if (nextInt() != (int) inflater.getBytesWritten()) {
      throw damaged("the length of its gzip data is wrong");
    }
    inMember = false;
  }

  private int nextInt() throws IOException, EndsEarly {
    return nextShort() | (nextShort() << Short.SIZE);
  }

  private int nextShort() throws IOException, EndsEarly {
    return next() | (next() << Byte.SIZE);
  }

  private int next() throws IOException, EndsEarly {
    int next = nextOrEnd();
    require(next >= 0);
    headerChecksum.update(next);
    return next;
  }

  private int nextOrEnd() throws IOException {
    return input.hasRemaining() || refill() ? input.get() & BYTE : -1;
  }

  private static void require(boolean more) throws EndsEarly {
    if (!more) {
      throw new EndsEarly();
    }
  }

  private boolean refill() throws IOException {
    int count = packed.read(input.clear(), inputEnd);
    input.flip();
    inputEnd += Math.max(count, 0);
    if (inMember) {
      inflater.setInput(input);
    }
    return count >= 0;
  }

  private NotPcapException damaged(String reason) {
    return NotPcapException.damaged(name, inputEnd - input.remaining(), reason);
  }

  /** The gzip data ends before its member does. */
  private static final class EndsEarly extends Exception {
    private static final long serialVersionUID = 1L;

    EndsEarly() {
      super(null, null, false, false);
    }
  }
}
