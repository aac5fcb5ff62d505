package captures;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** What the packets say, in SQL. A row with {@code damage} is no packet. */
final class Reports {
  private static final int LINES = 100;
  private static final Map<String, String> QUERIES = queries();

  private final SparkSession spark;

  Reports(SparkSession spark, String parquet) {
    this.spark = spark;
    spark.read().parquet(parquet).createOrReplaceTempView("packets");
  }

  void print() {
    QUERIES.forEach(
        (title, query) -> {
          Dataset<Row> rows = spark.sql(query);
          System.out.println("\n" + title);
          rows.show(LINES, 0);
        });
  }

  private static Map<String, String> queries() {
    Map<String, String> queries = new LinkedHashMap<>();
    queries.put(
        "Captures",
        """
        SELECT capture, count(DISTINCT part) AS parts, count(*) - count(damage) AS packets,
          sum(wire_length) AS bytes, min(time) AS first, max(time) AS last,
          count(damage) AS bad_parts
        FROM packets GROUP BY capture ORDER BY packets DESC, capture\
        """);
    queries.put("Top sources", top("source"));
    queries.put("Top destinations", top("destination"));
    queries.put("Top destination ports", top("protocol, destination_port"));
    queries.put(
        "Busiest seconds",
        """
        SELECT date_trunc('SECOND', time) AS second, count(*) AS packets,
          8 * sum(wire_length) AS bits
        FROM packets WHERE time IS NOT NULL GROUP BY second ORDER BY packets DESC, second
        LIMIT 10\
        """);
    queries.put(
        "Bad parts", "SELECT part, damage FROM packets WHERE damage IS NOT NULL ORDER BY part");
    return queries;
  }

  private static String top(String columns) {
    String last = columns.substring(columns.lastIndexOf(' ') + 1);
    return String.format(
        """
        SELECT %1$s, count(*) AS packets, sum(wire_length) AS bytes,
          round(100 * count(*) / (SELECT count(*) - count(damage) FROM packets), 1) AS percent
        FROM packets WHERE %2$s IS NOT NULL GROUP BY %1$s ORDER BY packets DESC, %1$s
        LIMIT 10\
        """,
        columns, last);
  }
}
