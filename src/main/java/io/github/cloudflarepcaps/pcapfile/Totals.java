package io.github.cloudflarepcaps.pcapfile;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is known of the packets seen so far: how many, how long, when, and whether in order. */
final class Totals {

  private long packets;
  private long wireBytes;
  private boolean inTimeOrder = true;

  /** The earliest, the latest and the most recent time; defined once a packet had one. */
  private boolean timed;

  private long firstSecond;
  private int firstNano;
  private long lastSecond;
  private int lastNano;
  private long previousSecond;
  private int previousNano;

  void add(Records packet) {
    if (packet.timed()) {
      add(packet.second(), packet.nano(), packet.original());
    } else {
      add(packet.original());
    }
  }

  void add(long second, int nano, long original) {
    add(original);
    addTime(second, nano);
  }

  private void add(long original) {
    packets++;
    wireBytes += original;
  }

  private void addTime(long second, int nano) {
    if (!timed || isBefore(second, nano, firstSecond, firstNano)) {
      firstSecond = second;
      firstNano = nano;
    }
    if (!timed || isBefore(lastSecond, lastNano, second, nano)) {
      lastSecond = second;
      lastNano = nano;
    }
    inTimeOrder &= !timed || !isBefore(second, nano, previousSecond, previousNano);
    previousSecond = second;
    previousNano = nano;
    timed = true;
  }

  private static boolean isBefore(long second, int nano, long otherSecond, int otherNano) {
    return second != otherSecond ? second < otherSecond : nano < otherNano;
  }

  long packets() {
    return packets;
  }

  long wireBytes() {
    return wireBytes;
  }

  /** Null if no packet had a time. */
  @Nullable Instant first() {
    return timed ? Instant.ofEpochSecond(firstSecond, firstNano) : null;
  }

  /** Null if no packet had a time. */
  @Nullable Instant last() {
    return timed ? Instant.ofEpochSecond(lastSecond, lastNano) : null;
  }

  boolean inTimeOrder() {
    return inTimeOrder;
  }
}
