/**
 * Cloudflare's Packet Captures API in the test's own process, for tests of code that uses the
 * client. Start at {@link io.github.cloudflarepcaps.testing.FakeCloudflare}.
 */
module io.github.cloudflarepcaps.testing {
  requires com.fasterxml.jackson.core;
  requires com.fasterxml.jackson.databind;
  requires transitive io.github.cloudflarepcaps;
  requires jdk.httpserver;
  requires static transitive org.jspecify;

  exports io.github.cloudflarepcaps.testing;
}
