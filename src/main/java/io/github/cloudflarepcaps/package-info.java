/**
 * A client for Cloudflare's Packet Captures API. Start at {@link
 * io.github.cloudflarepcaps.CloudflareClient}, one for the process:
 *
 * <pre>{@code
 * try (CloudflareClient client = CloudflareClient.fromEnv()) {
 *   SimplePcapRequest lastMinute = SimplePcapRequest.of(1000, Duration.ofMinutes(1));
 *   PcapFile file = client.pcaps().capture(lastMinute, Path.of("edge.pcap"));
 * }
 * }</pre>
 *
 * <p>Its {@code pcaps()}, a {@link io.github.cloudflarepcaps.PcapService}, are the captures; its
 * {@code ownership()}, an {@link io.github.cloudflarepcaps.OwnershipService}, the buckets that full
 * captures go to. {@link io.github.cloudflarepcaps.Operation} has the nine calls as values, for
 * headers and for calls that do not block. What can go wrong, and who must do what then, is told by
 * {@link io.github.cloudflarepcaps.CloudflareException}; what is repeated, by {@link
 * io.github.cloudflarepcaps.RetryPolicy}.
 *
 * <p><b>Before the first capture.</b> A simple capture shows sampled traffic that has passed, the
 * first 160 bytes of each packet; a full one shows whole packets of new traffic, and leaves many
 * files in a bucket of yours, which has to be proved yours first. Cloudflare allows one simple
 * capture a minute and one full capture at a time, and does not document how it says no. The list
 * has at most 50 captures and no second page: keep the ids of those you may want later.
 */
@NullMarked
package io.github.cloudflarepcaps;

import org.jspecify.annotations.NullMarked;
