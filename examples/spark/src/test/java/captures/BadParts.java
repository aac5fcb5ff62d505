package captures;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** Parts as they come back from users: compressed, damaged, truncated, and no captures at all. */
final class BadParts {
  static final String DAMAGED = "damaged.pcap";
  static final String NO_CAPTURE = "error-page.pcap";
  static final String TRUNCATED_GZIP = "truncated.pcap.gz";

  private BadParts() {}

  /** Adds one of each to a capture's directory and returns all of the files below it. */
  static List<Path> addTo(Path captures) throws IOException {
    List<Path> parts = files(captures);
    Path sample = parts.get(parts.size() - 1);
    Path directory = sample.getParent();
    byte[] content = Files.readAllBytes(sample);
    byte[] gzip = gzip(content, directory.resolve("compressed.pcap.gz"));
    Files.write(directory.resolve(TRUNCATED_GZIP), java.util.Arrays.copyOf(gzip, gzip.length / 2));
    Files.writeString(directory.resolve(NO_CAPTURE), "<html><title>502 Bad Gateway</title></html>");
    Files.write(directory.resolve(DAMAGED), damaged(content));
    return files(captures);
  }

  /** The first record after the middle says that its packet has 2 GiB. */
  private static byte[] damaged(byte[] content) {
    byte[] damaged = content.clone();
    int record = 24;
    while (record < content.length / 2) {
      record += 16 + (content[record + 8] & 0xff) + ((content[record + 9] & 0xff) << 8);
    }
    damaged[record + 11] = 0x7f;
    return damaged;
  }

  private static byte[] gzip(byte[] content, Path file) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(content);
    }
    return Files.readAllBytes(file);
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).sorted().collect(Collectors.toList());
    }
  }
}
