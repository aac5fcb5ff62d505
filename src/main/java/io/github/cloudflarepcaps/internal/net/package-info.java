/**
 * Connections as OkHttp makes them for the client: their sockets, TLS, proxies and URLs. Not
 * exported; needs OkHttp and {@code internal.text} only.
 */
@NullMarked
package io.github.cloudflarepcaps.internal.net;

import org.jspecify.annotations.NullMarked;
