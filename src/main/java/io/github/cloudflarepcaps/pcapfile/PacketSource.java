package io.github.cloudflarepcaps.pcapfile;

import java.io.Closeable;
import java.io.IOException;

/** Where a reader's packets come from: one capture, or several merged. */
sealed interface PacketSource extends Closeable permits CapturePackets, MergedPackets {

  /**
   * Moves on to the next packet; false at the end.
   *
   * @throws java.io.EOFException if the capture ends inside a record
   * @throws NotPcapException if what follows cannot be a record
   */
  boolean next() throws IOException;

  /** A copy of the packet where {@link #next} stopped. */
  Packet packet() throws IOException;

  /** Whether that packet has a time. */
  boolean timed();

  String name();

  PcapFile.Format format();

  int linkType();

  long snapLength();

  boolean nanoseconds();
}
