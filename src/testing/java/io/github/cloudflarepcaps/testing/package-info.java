/**
 * Cloudflare's Packet Captures API inside the test's own process, for tests of code that uses this
 * client. Start at {@link io.github.cloudflarepcaps.testing.FakeCloudflare}:
 *
 * <pre>{@code
 * @Test
 * void savesTheCapture(@TempDir Path folder) {
 *   try (var cloudflare = FakeCloudflare.start();
 *       var client = cloudflare.client()) {
 *     PcapFile file = new YourCode(client.pcaps()).saveCapture(folder);
 *     assertThat(file.packets()).isPositive();
 *   }
 * }
 * }</pre>
 *
 * <p>It needs the JDK's module {@code jdk.httpserver}, which every full JDK has; a program on the
 * module path that uses this package requires it itself.
 */
@NullMarked
package io.github.cloudflarepcaps.testing;

import org.jspecify.annotations.NullMarked;
