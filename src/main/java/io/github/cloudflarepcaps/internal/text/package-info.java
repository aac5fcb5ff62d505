/**
 * Text from elsewhere, made safe to show: one definition each of printable text, of the names of
 * secrets and of splitting a query. Not exported; needs the JDK only.
 */
@NullMarked
package io.github.cloudflarepcaps.internal.text;

import org.jspecify.annotations.NullMarked;
