package captures;

import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** The packets of many capture files as one table. */
final class PacketTable {
  /**
   * One row a packet. {@code time} has microseconds, as Spark's timestamps do; {@code nanosecond}
   * is the nanosecond of its second. A packet that is not IP has no addresses, one without ports no
   * ports. A part that is damaged, truncated or no capture has one more row, in which {@code
   * damage} says what is wrong and all columns of a packet are null.
   */
  private static final String COLUMNS =
      "capture STRING, part STRING, time TIMESTAMP, nanosecond INT, source STRING,"
          + " destination STRING, protocol INT, source_port INT, destination_port INT,"
          + " wire_length BIGINT, captured_length INT, ttl INT, tcp_flags INT, damage STRING";

  /**
   * Hadoop's switch for subdirectories; a capture's parts are often in a directory of their own.
   */
  private static final String RECURSIVE = "mapreduce.input.fileinputformat.input.dir.recursive";

  private PacketTable() {}

  /**
   * Every packet of every {@code .pcap}, {@code .pcapng}, {@code .pcap.gz} and {@code .pcapng.gz}
   * file below a directory or prefix. Files are streamed: the memory of a task does not depend on
   * the size of its files. Small files share a partition, and no file is split.
   */
  static Dataset<Row> read(SparkSession spark, String input) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Configuration hadoop = context.hadoopConfiguration();
    hadoop.setBoolean(RECURSIVE, true);
    // A few partitions more than cores, so that a core that is done early finds another.
    int partitions = 4 * context.defaultParallelism();
    JavaRDD<Row> rows =
        context
            .binaryFiles(input, partitions)
            .filter(file -> file._1().matches(".*\\.pcap(ng)?(\\.gz)?"))
            .flatMap(file -> PartRows.open(file._1(), file._2()));
    return spark.createDataFrame(rows, StructType.fromDDL(COLUMNS));
  }
}
