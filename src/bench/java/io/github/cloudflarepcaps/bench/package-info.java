/**
 * Benchmarks that measure whole processes and warm calls against what one would write by hand, and
 * the mock server they share. Nothing here is shipped; {@code src/bench/run} runs it all.
 */
@NullMarked
package io.github.cloudflarepcaps.bench;

import org.jspecify.annotations.NullMarked;
