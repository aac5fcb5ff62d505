package io.github.cloudflarepcaps.pcapfile;

import java.io.IOException;

/**
 * The content is not a capture file, or stops making sense as one part way through.
 *
 * <p>The message names the file and says what was found: what its first bytes look like ("it looks
 * like HTML", "it is empty"), or the position of the first record that cannot be right. Reading it
 * again will not help; getting the file again may. Trouble with the disk is never this exception.
 */
public final class NotPcapException extends IOException {

  private static final long serialVersionUID = 1L;

  NotPcapException(String message) {
    super(message);
  }

  /** A file whose beginning is that of a capture, but not what follows at {@code position}. */
  static NotPcapException damaged(String name, long position, String reason) {
    return new NotPcapException(name + " is damaged at byte " + position + ": " + reason);
  }
}
