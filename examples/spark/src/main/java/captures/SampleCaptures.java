package captures;

import io.github.cloudflarepcaps.pcapfile.Packet;
import io.github.cloudflarepcaps.pcapfile.PcapWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Three captures of four machines each, one part of them truncated, to try the reports on. */
final class SampleCaptures {
  private static final int CAPTURES = 3;
  private static final int MACHINES = 4;
  private static final int PACKETS = 5_000;
  private static final int ETHERNET = 1;
  private static final int HEADERS = 14 + 20 + 20;
  private static final Instant BEGIN = Instant.parse("2026-11-01T12:00:00Z");

  private SampleCaptures() {}

  static Path write(Path directory) throws IOException {
    for (int capture = 0; capture < CAPTURES; capture++) {
      String id = "%032x".formatted(0xca0 + capture);
      Path parts = Files.createDirectories(directory.resolve(id));
      for (int machine = 0; machine < MACHINES; machine++) {
        Path part = parts.resolve("pcap_" + id + "_" + machine + ".pcap");
        try (PcapWriter writer = PcapWriter.create(part, ETHERNET)) {
          writer.writeAll(packets(new Random(31L * capture + machine), capture));
          writer.finish();
        }
      }
    }
    truncate(directory.resolve("%032x".formatted(0xca0)));
    return directory;
  }

  /** A thousand clients of one web server, one of them with every fifth packet. */
  private static Stream<Packet> packets(Random random, int capture) {
    return IntStream.range(0, PACKETS)
        .mapToObj(
            i -> {
              int client = random.nextInt(5) == 0 ? 1 : random.nextInt(1000);
              int length = HEADERS + random.nextInt(1400);
              Instant time = BEGIN.plusSeconds(3600L * capture).plusNanos(i * 2_000_123L);
              return new Packet(time, length, ETHERNET, tcp(client, length));
            });
  }

  private static ByteBuffer tcp(int client, int length) {
    ByteBuffer packet = ByteBuffer.allocate(HEADERS);
    packet.putLong(0x0200_0000_0001_0200L).putInt(0x0000_0002).putShort((short) 0x0800);
    packet.put((byte) 0x45).put((byte) 0).putShort((short) (length - 14));
    packet.putInt(0).put((byte) 57).put((byte) 6).putShort((short) 0);
    packet.putInt(0xc633_6400 + (client & 0xff)).putInt(0xcb00_7107); // 198.51.100.x, 203.0.113.7
    packet.putShort((short) (1024 + client)).putShort((short) 443).putLong(0);
    packet.put((byte) 0x50).put((byte) 0x10).putShort((short) 0xffff).putInt(0);
    return packet.flip();
  }

  private static void truncate(Path directory) throws IOException {
    try (Stream<Path> parts = Files.list(directory)) {
      parts.sorted().limit(1).forEach(SampleCaptures::dropLastByte);
    }
  }

  private static void dropLastByte(Path part) {
    try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
      channel.truncate(channel.size() - 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
