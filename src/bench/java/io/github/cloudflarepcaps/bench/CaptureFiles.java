package io.github.cloudflarepcaps.bench;

import io.github.cloudflarepcaps.pcapfile.PcapFile;
import io.github.cloudflarepcaps.pcapfile.PcapMerger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The processes that {@code capinfos}, {@code cat} and {@code mergecap} are compared with.
 *
 * <p>Arguments: {@code make DIRECTORY FILES MEBIBYTES} writes that many files with that much in
 * all; {@code inspect FILE}; {@code read FILE} reads it and discards the packets; {@code warm FILE}
 * compares the two in one process; {@code merge DIRECTORY TARGET}.
 */
public final class CaptureFiles {
  private static final int ROUNDS = 9;
  private static final int MIB = 1024 * 1024;

  private CaptureFiles() {}

  /** Runs the command of the first argument. */
  public static void main(String... args) throws IOException {
    switch (args[0]) {
      case "make" -> make(Path.of(args[1]), Integer.parseInt(args[2]), Integer.parseInt(args[3]));
      case "inspect" -> System.out.println(PcapFile.inspect(Path.of(args[1])).packets());
      case "read" -> System.out.println(read(Path.of(args[1])));
      case "warm" -> warm(Path.of(args[1]));
      case "merge" -> System.out.println(merge(Path.of(args[1]), Path.of(args[2])).packets());
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  private static void make(Path directory, int files, int mebibytes) throws IOException {
    Files.createDirectories(directory);
    ByteBuffer piece = ByteBuffer.allocate(MIB);
    for (int i = 0; i < files; i++) {
      Path file = directory.resolve("part-%02d.pcap".formatted(i));
      try (FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        channel.write(Records.fileHeader());
        Records records = new Records(i);
        for (int left = mebibytes / files; left > 0; left--) {
          records.fill(piece.clear());
          channel.write(piece.flip());
        }
      }
    }
  }

  private static long read(Path file) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(256 * 1024);
    try (FileChannel channel = FileChannel.open(file)) {
      long bytes = 0;
      for (int read = 0; read >= 0; read = channel.read(buffer.clear())) {
        bytes += read;
      }
      return bytes;
    }
  }

  private static void warm(Path file) throws IOException {
    double[] inspect = new double[ROUNDS];
    double[] read = new double[ROUNDS];
    double[] ratio = new double[ROUNDS];
    for (int i = -ROUNDS; i < ROUNDS; i++) {
      long begin = System.nanoTime();
      long bytes = PcapFile.inspect(file).bytes();
      long middle = System.nanoTime();
      read(file);
      long end = System.nanoTime();
      int round = Math.max(0, i);
      inspect[round] = bytes * 1e3 / (middle - begin);
      read[round] = bytes * 1e3 / (end - middle);
      ratio[round] = inspect[round] / read[round];
    }
    System.out.printf("%-34s %7.0f MB/s%n", "ours", median(inspect));
    System.out.printf("%-34s %7.0f MB/s %10.2f  >= 0.5%n", "reading", median(read), median(ratio));
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }

  private static PcapFile merge(Path directory, Path target) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> parts = files.sorted().toList();
      return PcapMerger.merge(parts, target);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
