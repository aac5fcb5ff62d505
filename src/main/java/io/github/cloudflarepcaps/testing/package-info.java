/** The API in your own process, for tests and first steps. */
@NullMarked
package io.github.cloudflarepcaps.testing;

import org.jspecify.annotations.NullMarked;
