package io.github.cloudflarepcaps.internal.json;

import java.io.IOException;

/**
 * Writes one value.
 *
 * @param <T> what is written
 */
@FunctionalInterface
public interface ValueWriter<T> {
  /** Writes the value as one JSON value. */
  void write(T value, JsonWriter json) throws IOException;
}
