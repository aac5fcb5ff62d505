/**
 * A client for Cloudflare's Packet Captures API, and readers of the capture files it returns.
 *
 * <p><b>Where to start.</b> {@link io.github.cloudflarepcaps.CloudflareClient} makes the calls: one
 * client for the process, from the environment or a builder.
 *
 * <pre>{@code
 * try (CloudflareClient client = CloudflareClient.fromEnv()) {
 *   SimplePcapRequest lastMinute = SimplePcapRequest.of(1000, Duration.ofMinutes(1));
 *   PcapFile file = client.pcaps().capture(lastMinute, Path.of("edge.pcap"));
 *   System.out.println(TrafficSummary.of(file.path()).table());
 * }
 * }</pre>
 *
 * <p>Then:
 *
 * <ul>
 *   <li>{@link io.github.cloudflarepcaps.PcapService}: what can be done with captures; {@link
 *       io.github.cloudflarepcaps.OwnershipService}: with the buckets of full captures.
 *   <li>{@link io.github.cloudflarepcaps.CloudflareException}: what can go wrong, and how to
 *       recover; {@link io.github.cloudflarepcaps.RetryPolicy}: what is retried.
 *   <li>{@link io.github.cloudflarepcaps.model}: requests and responses.
 *   <li>{@link io.github.cloudflarepcaps.pcapfile}: inspect, read, write and merge capture files;
 *       needs no client.
 *   <li>{@link io.github.cloudflarepcaps.traffic}: who sends what; needs no client.
 * </ul>
 *
 * <p>The fake API for tests is in a module of its own, {@code io.github.cloudflarepcaps.testing}.
 */
module io.github.cloudflarepcaps {
  requires transitive com.fasterxml.jackson.annotation;
  requires com.fasterxml.jackson.core;
  requires transitive com.fasterxml.jackson.databind;
  requires com.fasterxml.jackson.datatype.jsr310;
  requires static tools.jackson.databind;
  requires static transitive org.jspecify;
  requires transitive okhttp3;
  requires okio;
  // OkHttp 4 is an automatic module, which cannot require it itself.
  requires kotlin.stdlib;

  exports io.github.cloudflarepcaps;
  exports io.github.cloudflarepcaps.model;
  exports io.github.cloudflarepcaps.pcapfile;
  exports io.github.cloudflarepcaps.traffic;
}
