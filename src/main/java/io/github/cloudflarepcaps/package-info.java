/** The client for Cloudflare's Packet Captures API: start at {@code CloudflareClient}. */
@NullMarked
package io.github.cloudflarepcaps;

import org.jspecify.annotations.NullMarked;
