package io.github.cloudflarepcaps;

import io.github.cloudflarepcaps.model.Destination;
import io.github.cloudflarepcaps.model.FullPcapRequest;
import io.github.cloudflarepcaps.model.SimplePcapRequest;
import java.time.Duration;

/** Values that many tests use. */
final class Given {
  static final String ACCOUNT = "0123456789abcdef0123456789abcdef";
  static final String TOKEN = "example-token";
  static final String ID = "6d1f0aac13cd40e3900d29f5dd0e8a2b";
  static final Destination BUCKET = Destination.gcs("bucket-test");
  static final SimplePcapRequest SIMPLE = SimplePcapRequest.of(1000, Duration.ofMinutes(1));
  static final FullPcapRequest FULL = FullPcapRequest.of("ORD", BUCKET, Duration.ofMinutes(5));

  private Given() {}

  /** The response to the get of a full capture; without a destination if that is empty. */
  static String fullPcap(String status, String destination) {
    String field = destination.isEmpty() ? "" : ",'destination_conf':'" + destination + "'";
    return Fixture.result(Fixture.pcap("'type':'full','status':'" + status + "'" + field));
  }
}
