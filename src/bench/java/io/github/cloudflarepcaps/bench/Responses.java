package io.github.cloudflarepcaps.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

/** The mock server's responses: JSON bodies in the API's shape, with Cloudflare's headers. */
public final class Responses {
  /** The account of every benchmark. */
  public static final String ACCOUNT = "023e105f4ecef8ad9ca31a8372d0c353";

  /** The capture that every benchmark requests. */
  public static final String PCAP = "66802ca5668e47a2b82c2e6746e45037";

  private Responses() {}

  /** The envelope with one simple capture. */
  public static byte[] get() {
    return envelope(simple(0));
  }

  /** The envelope with {@code count} captures, alternately simple and full. */
  public static byte[] list(int count) {
    StringBuilder result = new StringBuilder("[");
    for (int i = 0; i < count; i++) {
      result.append(i == 0 ? "" : ",").append(i % 2 == 0 ? simple(i) : full(i));
    }
    return envelope(result.append(']').toString());
  }

  /** A complete HTTP response: status line, headers and body. */
  static byte[] response(byte[] body) {
    byte[] head = head("application/json", body.length).getBytes(ISO_8859_1);
    byte[] response = new byte[head.length + body.length];
    System.arraycopy(head, 0, response, 0, head.length);
    System.arraycopy(body, 0, response, head.length, body.length);
    return response;
  }

  /** The status line and headers of a response whose body has {@code length} bytes. */
  static String head(String contentType, long length) {
    return String.join(
        "\r\n",
        "HTTP/1.1 200 OK",
        "Date: Thu, 02 Jun 2022 18:38:22 GMT",
        "Content-Type: " + contentType,
        "Content-Length: " + length,
        "Connection: keep-alive",
        "CF-Ray: 7155c1a2b8d9e0f1-FRA",
        "CF-Cache-Status: DYNAMIC",
        "Cache-Control: no-store, no-cache, must-revalidate",
        "Ratelimit: \"default\";r=1150;t=300",
        "Ratelimit-Policy: \"default\";q=1200;w=300",
        "Strict-Transport-Security: max-age=31536000",
        "Vary: accept-encoding",
        "Server: cloudflare",
        "",
        "");
  }

  private static byte[] envelope(String result) {
    return ("{\"result\":" + result + ",\"success\":true,\"errors\":[],\"messages\":[]}")
        .getBytes(UTF_8);
  }

  private static String simple(int i) {
    return "{\"id\":\"66802ca5668e47a2b82c2e6746e450%02x\",".formatted(0x37 + i)
        + "\"filter_v1\":{\"destination_address\":\"1.2.3.4\",\"destination_port\":80,"
        + "\"protocol\":6,\"source_address\":\"5.6.7.8\",\"source_port\":%d},".formatted(1024 + i)
        + "\"offset_time\":\"2022-06-02T18:%02d:22Z\",".formatted(i)
        + "\"packet_limit\":10000,\"packets_remaining\":%d,".formatted(100 * i)
        + "\"status\":\"success\",\"submitted\":\"2022-06-02T18:%02d:22.269047Z\",".formatted(i)
        + "\"system\":\"magic-transit\",\"time_limit\":300,\"type\":\"simple\"}";
  }

  private static String full(int i) {
    return "{\"id\":\"7d7c88382f0b4d5daa9587aa45a1a8%02x\",".formatted(0x37 + i)
        + "\"byte_limit\":100000000,\"packet_limit\":10000,\"colo_name\":\"ord02\","
        + "\"destination_conf\":\"s3://example-bucket/captures?region=us-east-1\","
        + "\"filter_v1\":{\"source_address\":\"1.2.3.4\",\"protocol\":17},"
        + "\"packets_captured\":%d,\"status\":\"running\",".formatted(1000 + i)
        + "\"submitted\":\"2022-06-02T18:%02d:22.269047Z\",".formatted(i)
        + "\"stop_requested\":\"2022-06-02T19:%02d:22.1Z\",".formatted(i)
        + "\"system\":\"magic-transit\",\"time_limit\":86400,\"type\":\"full\"}";
  }
}
