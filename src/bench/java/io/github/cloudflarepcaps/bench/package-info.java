/**
 * Benchmarks of processes and of warm calls against hand-written clients, with the mock server that
 * they share. Not shipped; {@code src/bench/run} runs them.
 */
@NullMarked
package io.github.cloudflarepcaps.bench;

import org.jspecify.annotations.NullMarked;
