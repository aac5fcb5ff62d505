package captures;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Which hosts send the most, over many captures at once?
 *
 * <p>Reads every capture file below a directory or an {@code s3a://} prefix, writes one row a
 * packet to Parquet, partitioned by capture, and prints reports from it. Without arguments it does
 * so with captures that it makes itself.
 */
public final class CapturesOnSpark {
  private CapturesOnSpark() {}

  public static void main(String[] args) throws IOException {
    if (args.length != 0 && args.length != 2) {
      System.err.println(
          "usage: CapturesOnSpark [INPUT OUTPUT]: a directory or s3a:// prefix of captures, and a"
              + " directory or s3a:// prefix for Parquet that does not exist yet");
      System.exit(2);
    }
    try (SparkSession spark = session()) {
      if (args.length == 2) {
        run(spark, args[0], args[1]);
      } else {
        Path scratch = Files.createTempDirectory("captures-on-spark");
        Path captures = SampleCaptures.write(scratch.resolve("captures"));
        run(spark, captures.toString(), scratch.resolve("packets").toString());
      }
    }
  }

  private static SparkSession session() {
    SparkConf conf =
        new SparkConf().setAppName("captures").setIfMissing("spark.master", "local[*]");
    conf.setIfMissing("spark.ui.enabled", "false");
    conf.setIfMissing("spark.ui.showConsoleProgress", "true");
    conf.setIfMissing("spark.sql.session.timeZone", "UTC");
    // Otherwise tasks of a few milliseconds: 200 partitions after each aggregation.
    conf.setIfMissing("spark.sql.shuffle.partitions", "8");
    return SparkSession.builder().config(conf).getOrCreate();
  }

  /**
   * Reads the captures below {@code input} once, and reports on the Parquet files at {@code
   * output}.
   */
  static void run(SparkSession spark, String input, String output) {
    System.out.println("Reading the captures below " + input);
    Dataset<Row> packets = PacketTable.read(spark, input);
    packets.write().partitionBy("capture").parquet(output);
    System.out.println("Wrote " + output);
    new Reports(spark, output).print();
  }
}
