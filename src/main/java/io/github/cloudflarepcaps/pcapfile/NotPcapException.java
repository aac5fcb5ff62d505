package io.github.cloudflarepcaps.pcapfile;

import java.io.IOException;

/**
 * Thrown when content is not a capture file, or stops making sense as one part way through.
 *
 * <p>The message names the file and describes what was found: its first bytes ("it looks like
 * HTML", "it is empty"), or the position of the first record that cannot be right. Reading it again
 * will not help; fetching the file again may. A failure of the disk or stream is never this
 * exception.
 */
public final class NotPcapException extends IOException {

  private static final long serialVersionUID = 1L;

  private final boolean damage;

  private NotPcapException(String message, boolean damage) {
    super(message);
    this.damage = damage;
  }

  /** Content that does not begin as a capture does. */
  NotPcapException(String message) {
    this(message, false);
  }

  /** Content that begins as a capture does, but does not continue as one at a position. */
  static NotPcapException damaged(String name, long position, String reason) {
    return new NotPcapException(name + " is damaged at byte " + position + ": " + reason, true);
  }

  /** The same for a position in what the file is when unpacked. */
  static NotPcapException damagedInside(String name, long position, String reason) {
    return new NotPcapException(
        name + " is damaged at byte " + position + " of its unpacked content: " + reason, true);
  }

  /** Whether the content begins as a capture does. */
  boolean isDamage() {
    return damage;
  }
}
