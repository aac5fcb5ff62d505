package captures;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudflarepcaps.pcapfile.Packet;
import io.github.cloudflarepcaps.pcapfile.PcapReader;
import io.github.cloudflarepcaps.traffic.TrafficSummary;
import io.github.cloudflarepcaps.traffic.TrafficSummary.Count;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Spark counts what one machine counts, to the packet, over parts in a bucket. */
class SameTotalsTest {
  private static final String BUCKET = "captures";

  @TempDir private static Path directory;
  private static S3Server s3;
  private static SparkSession spark;
  private static List<Path> parts;

  @BeforeAll
  static void writeTheCapturesAndReadThem() throws Exception {
    parts = BadParts.addTo(SampleCaptures.write(directory.resolve("captures")));
    s3 = S3Server.start();
    s3.upload(BUCKET, directory.resolve("captures"), parts);
    SparkSession.Builder builder = SparkSession.builder().master("local[2]");
    builder.config("spark.ui.enabled", "false").config("spark.sql.session.timeZone", "UTC");
    s3.configuration().forEach(builder::config);
    spark = builder.getOrCreate();
    String output = directory.resolve("packets").toString();
    CapturesOnSpark.run(spark, "s3a://" + BUCKET + "/edge", output);
  }

  @AfterAll
  static void stop() throws Exception {
    try (S3Server server = s3) {
      if (spark != null) {
        spark.stop();
      }
    }
  }

  @Test
  void packetsAndBytesAreEqual() throws IOException {
    Row totals = row("SELECT count(*) - count(damage), sum(wire_length) FROM packets");

    TrafficSummary expected = expected();
    assertThat(totals.getLong(0)).isEqualTo(expected.packets()).isGreaterThan(50_000);
    assertThat(totals.getLong(1)).isEqualTo(expected.bytes());
  }

  @Test
  void topSourcesAreEqual() throws IOException {
    List<String> counted =
        rows(
            "SELECT source, count(*) AS packets, sum(wire_length) FROM packets"
                + " WHERE source IS NOT NULL GROUP BY source");

    assertThat(counted)
        .containsExactlyInAnyOrderElementsOf(
            lines(expected().topSources(1000), InetAddress::getHostAddress));
  }

  @Test
  void topDestinationPortsAreEqual() throws IOException {
    List<String> counted =
        rows(
            "SELECT concat(protocol, ' ', destination_port), count(*), sum(wire_length)"
                + " FROM packets WHERE destination_port IS NOT NULL"
                + " GROUP BY protocol, destination_port");

    assertThat(counted)
        .containsExactlyInAnyOrderElementsOf(
            lines(
                expected().topDestinationPorts(1000), port -> port.protocol() + " " + port.port()));
  }

  @Test
  void firstAndLastTimesAreEqual() throws IOException {
    Row times = row("SELECT unix_micros(min(time)), unix_micros(max(time)) FROM packets");

    TrafficSummary expected = expected();
    assertThat(times.getLong(0)).isEqualTo(micros(expected.first()));
    assertThat(times.getLong(1)).isEqualTo(micros(expected.last()));
  }

  @Test
  void eachBadPartIsOneRowWithItsDamage() {
    List<String> bad =
        rows(
            "SELECT regexp_extract(part, '[^/]+$', 0), damage, count(*) FROM packets"
                + " WHERE damage IS NOT NULL GROUP BY part, damage");

    assertThat(bad).hasSize(4).allMatch(line -> line.endsWith("\t1"));
    assertThat(bad).anyMatch(line -> line.startsWith(BadParts.DAMAGED));
    assertThat(bad).anyMatch(line -> line.startsWith(BadParts.NO_CAPTURE));
    assertThat(bad).anyMatch(line -> line.startsWith(BadParts.TRUNCATED_GZIP));
  }

  @Test
  void eachCaptureIsAPartition() throws IOException {
    try (Stream<Path> partitions = Files.list(directory.resolve("packets"))) {
      assertThat(partitions.filter(Files::isDirectory))
          .hasSize(3)
          .allMatch(path -> path.getFileName().toString().startsWith("capture="));
    }
  }

  /** What one machine counts: each part as far as it can be read. */
  private static TrafficSummary expected() throws IOException {
    List<Packet> packets = new ArrayList<>();
    for (Path part : parts) {
      try (PcapReader reader = PcapReader.open(part)) {
        reader.forEachRemaining(packets::add);
      } catch (UncheckedIOException | IOException e) {
        // The rest of a bad part is read by neither.
      }
    }
    return packets.stream().collect(TrafficSummary.collector());
  }

  private static long micros(java.time.Instant time) {
    return time.getEpochSecond() * 1_000_000 + time.getNano() / 1000;
  }

  private static <K> List<String> lines(
      List<Count<K>> counts, java.util.function.Function<K, String> key) {
    return counts.stream()
        .map(count -> key.apply(count.key()) + "\t" + count.packets() + "\t" + count.bytes())
        .collect(Collectors.toList());
  }

  private static Row row(String query) {
    return spark.sql(query).first();
  }

  private static List<String> rows(String query) {
    return spark.sql(query).collectAsList().stream()
        .map(row -> row.mkString("\t"))
        .collect(Collectors.toList());
  }
}
