package io.github.cloudflarepcaps.pcapfile;

import java.nio.ByteOrder;
import java.util.Random;

/** Captures of random packets, the same for the same seed. */
final class RandomCaptures {

  private RandomCaptures() {}

  /** Up to fifty packets of few different times, mostly in order. */
  static PcapBytes pcap(Random random, boolean nanoseconds) {
    ByteOrder order = random.nextBoolean() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    int magic = nanoseconds ? PcapBytes.NANOSECONDS : PcapBytes.MICROSECONDS;
    PcapBytes pcap = PcapBytes.with(order, magic, 65_535, 1);
    int fraction = nanoseconds ? 999_000_000 : 999_000;
    for (int i = random.nextInt(50); i > 0; i--) {
      fraction += random.nextInt(20) == 0 ? -3 : random.nextInt(3);
      byte[] data = new byte[60 + random.nextInt(200)];
      random.nextBytes(data);
      int original = data.length + random.nextInt(2) * 1000;
      pcap.record(1_700_000_000L + random.nextInt(2), fraction, data.length, original, data);
    }
    return pcap;
  }

  /** Two sections of up to three interfaces, each with its own clock, and other blocks. */
  static PcapngBytes pcapng(Random random) {
    PcapngBytes pcapng = new PcapngBytes();
    for (int section = 0; section < 2; section++) {
      pcapng.section(random.nextBoolean() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
      int[] resolutions = {6, 9, 3};
      for (int each : resolutions) {
        pcapng.link(1, random.nextBoolean() ? 0 : 65_535, pcapng.resolution(each));
      }
      for (int i = random.nextInt(30); i > 0; i--) {
        int link = random.nextInt(3);
        long units = (long) Math.pow(10, resolutions[link]);
        long time = 1_700_000_000L * units + random.nextInt((int) Math.min(units * 2, 1 << 30));
        byte[] data = new byte[1 + random.nextInt(300)];
        random.nextBytes(data);
        pcapng.enhanced(link, time, data.length, data);
        if (random.nextInt(4) == 0) {
          pcapng.block(5, new byte[12]).block(4, new byte[4]);
        }
      }
    }
    return pcapng;
  }
}
