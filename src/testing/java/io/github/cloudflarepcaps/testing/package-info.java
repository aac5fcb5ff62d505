/**
 * Cloudflare's Packet Captures API in the test's own process, for tests of code that uses the
 * client. Start at {@link io.github.cloudflarepcaps.testing.FakeCloudflare}:
 *
 * <pre>{@code
 * @Test
 * void savesTheCapture(@TempDir Path directory) {
 *   try (var cloudflare = FakeCloudflare.start();
 *       var client = cloudflare.client()) {
 *     PcapFile file = new YourCode(client.pcaps()).saveCapture(directory);
 *     assertThat(file.packets()).isPositive();
 *   }
 * }
 * }</pre>
 *
 * <p>The package is in a jar and a module of its own, so that production code does not contain it:
 * the dependency has the client's coordinates and the classifier {@code testing}.
 */
@NullMarked
package io.github.cloudflarepcaps.testing;

import org.jspecify.annotations.NullMarked;
