package io.github.cloudflarepcaps;

import java.util.List;
import java.util.Random;

/** Random JSON, of names and values that a reader could get wrong. */
final class RandomJson {
  private static final int MAX_DEPTH = 5;

  private static final List<String> NAMES =
      List.of(
          "id",
          "type",
          "status",
          "filter_v1",
          "submitted",
          "system",
          "time_limit",
          "packet_limit",
          "byte_limit",
          "colo_name",
          "destination_conf",
          "error_message",
          "packets_captured",
          "stop_requested",
          "filename",
          "validated",
          "source_address",
          "source_port",
          "destination_port",
          "protocol",
          "result",
          "success",
          "errors",
          "messages",
          "result_info",
          "code",
          "message",
          "error_chain",
          "source",
          "pointer",
          "retry_after",
          "secret-access-key",
          "unknown",
          "");

  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "false",
          "0",
          "-1",
          "80",
          "80.0",
          "80.5",
          "65536",
          "1e3",
          "1e1000000000",
          "-0.0",
          "9223372036854775807",
          "9223372036854775808",
          "123456789012345678901234567890",
          "NaN",
          "\"\"",
          "\"simple\"",
          "\"full\"",
          "\"success\"",
          "\"pending\"",
          "\"magic-transit\"",
          "\"ORD\"",
          "\"2020-01-01T08:00:00Z\"",
          "\"2020-13-01T08:00:00Z\"",
          "\"s3://pcaps-bucket?region=us-east-1\"",
          "\"gs://<bucket-name>\"",
          "\"r2://b?account-id=a&access-key-id=x&secret-access-key=y\"",
          "\"r2://%zz?%=&&=\"",
          "\"://\"",
          "\"\\ud800\"",
          "\"\\u0000\"",
          "\"" + Given.TOKEN + "\"",
          "\"" + "x".repeat(2000) + "\"",
          "[]",
          "{}");

  private RandomJson() {}

  static String value(Random random, int depth) {
    int kind = depth >= MAX_DEPTH ? 9 : random.nextInt(10);
    if (kind < 3 || depth == 0) {
      return object(random, depth);
    }
    return kind < 5 ? list(random, depth) : VALUES.get(random.nextInt(VALUES.size()));
  }

  static String object(Random random) {
    return object(random, 0);
  }

  private static String object(Random random, int depth) {
    StringBuilder json = new StringBuilder("{");
    for (int fields = random.nextInt(9); fields > 0; fields--) {
      json.append(json.length() > 1 ? "," : "");
      json.append('"').append(NAMES.get(random.nextInt(NAMES.size()))).append("\":");
      json.append(value(random, depth + 1));
    }
    return json.append('}').toString();
  }

  private static String list(Random random, int depth) {
    StringBuilder json = new StringBuilder("[");
    for (int elements = random.nextInt(4); elements > 0; elements--) {
      json.append(json.length() > 1 ? "," : "").append(value(random, depth + 1));
    }
    return json.append(']').toString();
  }
}
