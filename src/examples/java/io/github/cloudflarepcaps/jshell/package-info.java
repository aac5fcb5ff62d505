/** The commands of {@code examples/jshell}. */
@NullMarked
package io.github.cloudflarepcaps.jshell;

import org.jspecify.annotations.NullMarked;
