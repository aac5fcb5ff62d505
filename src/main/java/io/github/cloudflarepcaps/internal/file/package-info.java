/**
 * Files that are complete or not there: written beside their target, then moved over it. Used for
 * downloads, for merges and by the packet writer, with the threads that write in the background.
 * Not exported; needs the JDK only.
 */
@NullMarked
package io.github.cloudflarepcaps.internal.file;

import org.jspecify.annotations.NullMarked;
