/**
 * The client for Cloudflare's Packet Captures API. Start at {@link
 * io.github.cloudflarepcaps.CloudflareClient}, one for the process:
 *
 * <pre>{@code
 * try (CloudflareClient client = CloudflareClient.fromEnv()) {
 *   SimplePcapRequest lastMinute = SimplePcapRequest.of(1000, Duration.ofMinutes(1));
 *   PcapFile file = client.pcaps().capture(lastMinute, Path.of("edge.pcap"));
 * }
 * }</pre>
 *
 * <p>{@code pcaps()}, a {@link io.github.cloudflarepcaps.PcapService}, has the captures; {@code
 * ownership()}, an {@link io.github.cloudflarepcaps.OwnershipService}, the buckets of full
 * captures. {@link io.github.cloudflarepcaps.Operation} has the nine operations as values, for
 * response headers and calls that do not block. {@link
 * io.github.cloudflarepcaps.CloudflareException} lists what can go wrong and how to recover, {@link
 * io.github.cloudflarepcaps.RetryPolicy} what is retried.
 *
 * <p><b>Before the first capture.</b> A simple capture is a sample of past traffic, with the first
 * 160 bytes of each packet. A full capture records complete packets of new traffic and writes one
 * file for each machine to a bucket; you must first prove that you own the bucket. Cloudflare
 * allows one simple capture a minute and one full capture at a time. The list has at most 50
 * captures and no second page: keep the ids of those you need later.
 */
@NullMarked
package io.github.cloudflarepcaps;

import org.jspecify.annotations.NullMarked;
