package io.github.cloudflarepcaps.internal.json;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the current value of a {@link JsonReader}, which then stands at the value's last token.
 *
 * @param <T> what is read
 */
@FunctionalInterface
public interface ValueReader<T extends @Nullable Object> {
  /**
   * Reads the current value.
   *
   * @throws ShapeException if the value is valid JSON, but not of the expected shape
   */
  T read(JsonReader json) throws IOException;
}
