package captures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Spark's tables equal the counts of Wireshark's {@code tshark}, a truncated part included. */
class SameAsTsharkTest {
  private static final List<String> FIELDS = List.of("ip.src", "ip.dst", "tcp.dstport");

  @TempDir private static Path directory;
  private static SparkSession spark;
  private static List<String[]> packets;

  @BeforeAll
  static void readTheCapturesWithBoth() throws Exception {
    assumeTrue(
        isInstalled(), "tshark is missing: Spark's tables were NOT compared with its counts");
    Path captures = SampleCaptures.write(directory.resolve("captures"));
    packets = tshark(captures);
    SparkSession.Builder builder = SparkSession.builder().master("local[2]");
    spark = builder.config("spark.ui.enabled", "false").getOrCreate();
    CapturesOnSpark.run(spark, captures.toString(), directory.resolve("packets").toString());
  }

  @AfterAll
  static void stop() {
    if (spark != null) {
      spark.stop();
    }
  }

  @ParameterizedTest
  @CsvSource({"source, 0, 256", "destination, 1, 1", "destination_port, 2, 1"})
  void packetsAndBytesOfEachKeyAreEqual(String column, int field, int keys) {
    String query =
        String.format(
            "SELECT %1$s, count(*), sum(wire_length) FROM packets WHERE damage IS NULL GROUP BY"
                + " %1$s",
            column);
    List<String> counted =
        spark.sql(query).collectAsList().stream()
            .map(row -> row.mkString("\t"))
            .collect(Collectors.toList());

    assertThat(counted).hasSize(keys).containsExactlyInAnyOrderElementsOf(counts(field));
  }

  /** Key, packets and bytes, as Spark prints a row. */
  private static List<String> counts(int field) {
    Map<String, long[]> counts = new TreeMap<>();
    for (String[] packet : packets) {
      long[] count = counts.computeIfAbsent(packet[field], key -> new long[2]);
      count[0]++;
      count[1] += Long.parseLong(packet[FIELDS.size()]);
    }
    return counts.entrySet().stream()
        .map(entry -> entry.getKey() + "\t" + entry.getValue()[0] + "\t" + entry.getValue()[1])
        .collect(Collectors.toList());
  }

  private static boolean isInstalled() throws InterruptedException {
    try {
      return new ProcessBuilder("tshark", "--version")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** One array a packet: the fields, and the length on the wire. */
  private static List<String[]> tshark(Path captures) throws IOException {
    List<Path> parts;
    try (Stream<Path> files = Files.walk(captures)) {
      parts = files.filter(Files::isRegularFile).collect(Collectors.toList());
    }
    List<String[]> packets = new ArrayList<>();
    for (Path part : parts) {
      List<String> command = new ArrayList<>(List.of("tshark", "-n", "-r", part.toString()));
      command.addAll(List.of("-T", "fields"));
      FIELDS.forEach(field -> command.addAll(List.of("-e", field)));
      command.addAll(List.of("-e", "frame.len"));
      // A truncated part is an error to tshark, behind its complete packets.
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String output = new String(process.getInputStream().readAllBytes());
      output.lines().map(line -> line.split("\t")).forEach(packets::add);
    }
    return packets;
  }
}
