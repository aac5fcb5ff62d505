/** What the programs and scripts in the directory {@code examples} share. */
@NullMarked
package io.github.cloudflarepcaps.examples;

import org.jspecify.annotations.NullMarked;
