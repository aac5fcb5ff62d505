/**
 * The API's JSON: each {@code …Json} class reads and writes one model. Not exported; needs the
 * models, {@code internal.text} and the streaming part of Jackson 2 only.
 *
 * <p>A {@link io.github.cloudflarepcaps.internal.json.JsonReader} reads values from {@link
 * io.github.cloudflarepcaps.internal.json.JsonTokens}, a {@link
 * io.github.cloudflarepcaps.internal.json.JsonWriter} writes them to a {@link
 * io.github.cloudflarepcaps.internal.json.JsonOutput}; both come from the parser and generator of
 * either Jackson. Readers are written by hand because databind's introspection takes longer than
 * the rest of a process's first call (measured in FirstGet: 321 ms against 49 ms).
 *
 * <p>For the client, {@link io.github.cloudflarepcaps.internal.json.Envelope} reads a good response
 * and {@link io.github.cloudflarepcaps.internal.json.Problem} any other body.
 */
@NullMarked
package io.github.cloudflarepcaps.internal.json;

import org.jspecify.annotations.NullMarked;
