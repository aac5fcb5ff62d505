package io.github.cloudflarepcaps.bench;

import com.sun.management.ThreadMXBean;
import io.github.cloudflarepcaps.pcapfile.Packet;
import io.github.cloudflarepcaps.pcapfile.PcapFile;
import io.github.cloudflarepcaps.pcapfile.PcapReader;
import io.github.cloudflarepcaps.traffic.TrafficSummary;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;

/**
 * The processes that {@code tcpdump} with awk, and {@code tshark}, are compared with.
 *
 * <p>Arguments: {@code make FILE MEBIBYTES} writes a capture that begins with a flood of SYN from
 * spoofed sources, 500 000 of them per GiB, followed by ordinary traffic of 48 000 hosts; {@code
 * summary FILE} prints its summary; {@code collect FILE} does so by way of the reader; {@code scan
 * FILE} adds up the captured bytes; {@code warm FILE} compares all three in one process.
 */
public final class TrafficFiles {
  private static final int ROUNDS = 7;
  private static final int FLOOD_PER_MIB = 488;
  private static final int HOSTS = 48_000;
  private static final int FULL_FRAME = 1514;
  private static final int SMALLEST_FRAME = 60;

  private final Random random = new Random(1);
  private final ByteBuffer record = ByteBuffer.allocate(16 + FULL_FRAME);
  private final OutputStream out;
  private long microseconds = 1_654_195_102_000_000L;
  private long written;

  private TrafficFiles(OutputStream out) {
    this.out = out;
  }

  /** Runs the command of the first argument. */
  public static void main(String... args) throws IOException {
    Path file = Path.of(args[1]);
    switch (args[0]) {
      case "make" -> make(file, Integer.parseInt(args[2]));
      case "summary" -> System.out.print(TrafficSummary.of(file).table());
      case "collect" -> System.out.print(collect(file).table());
      case "scan" -> System.out.println(scan(file));
      case "warm" -> warm(file);
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  private static TrafficSummary collect(Path file) throws IOException {
    try (PcapReader reader = PcapReader.open(file);
        Stream<Packet> packets = reader.packets()) {
      return packets.collect(TrafficSummary.collector());
    }
  }

  private static long scan(Path file) throws IOException {
    long[] captured = new long[1];
    PcapFile.scan(file, (second, nano, length, linkType, data) -> captured[0] += data.remaining());
    return captured[0];
  }

  private static void warm(Path file) throws IOException {
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (int i = 0; i < ROUNDS; i++) {
      long allocated = thread.getCurrentThreadAllocatedBytes();
      long begin = System.nanoTime();
      long packets = TrafficSummary.of(file).packets();
      long summarized = System.nanoTime();
      allocated = thread.getCurrentThreadAllocatedBytes() - allocated;
      collect(file);
      long collected = System.nanoTime();
      scan(file);
      long scanned = System.nanoTime();
      System.out.printf(
          "of %.2f s (%.1f million packets/s, %.1f B allocated a packet), collector %.2f s, scan"
              + " %.2f s%n",
          (summarized - begin) / 1e9,
          packets * 1e3 / (summarized - begin),
          (double) allocated / packets,
          (collected - summarized) / 1e9,
          (scanned - collected) / 1e9);
    }
  }

  private static void make(Path file, int mebibytes) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
      out.write(Records.fileHeader().array());
      TrafficFiles traffic = new TrafficFiles(out);
      for (int i = 0; i < mebibytes * FLOOD_PER_MIB; i++) {
        traffic.flood();
      }
      while (traffic.written < (long) mebibytes << 20) {
        traffic.ordinary();
      }
    }
  }

  private void flood() throws IOException {
    write(random.nextInt(), 0xc6336401, 6, random.nextInt(65_536), 443, SMALLEST_FRAME);
  }

  private void ordinary() throws IOException {
    int source = 0x0a000000 + host();
    int destination = 0xc6336400 + random.nextInt(256);
    int length = random.nextInt(5) < 3 ? FULL_FRAME : SMALLEST_FRAME + random.nextInt(200);
    int protocol = random.nextInt(4) == 0 ? 17 : 6;
    write(source, destination, protocol, 1024 + random.nextInt(60_000), 443, length);
  }

  /** A few hosts send most packets. */
  private int host() {
    double share = random.nextDouble();
    return (int) (HOSTS * share * share * share);
  }

  private void write(
      int source, int destination, int protocol, int sourcePort, int port, int length)
      throws IOException {
    microseconds += 1 + random.nextInt(20);
    record.clear().order(ByteOrder.LITTLE_ENDIAN);
    record.putInt((int) (microseconds / 1_000_000)).putInt((int) (microseconds % 1_000_000));
    record.putInt(length).putInt(length).order(ByteOrder.BIG_ENDIAN);
    record.putLong(0x0200000000020200L).putInt(1).putShort((short) 0x0800);
    record.putInt(0x45000000 | (length - 14)).putInt(7 << 16).put((byte) 64).put((byte) protocol);
    record.putShort((short) 0).putInt(source).putInt(destination);
    record.putShort((short) sourcePort).putShort((short) port);
    // The sequence numbers of TCP, or length and checksum of UDP and four bytes of payload.
    record.putLong(protocol == 6 ? 1 : (length - 34L) << 48).putShort((short) 0x5002);
    out.write(record.array(), 0, 16 + length);
    written += 16 + length;
  }
}
