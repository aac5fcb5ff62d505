/**
 * A client for Cloudflare's Packet Captures API. Start at {@link
 * io.github.cloudflarepcaps.CloudflareClient}: its {@code pcaps()} are the captures, its {@code
 * ownership()} the buckets that full captures go to. What can go wrong is told by {@link
 * io.github.cloudflarepcaps.CloudflareException}.
 */
@NullMarked
package io.github.cloudflarepcaps;

import org.jspecify.annotations.NullMarked;
