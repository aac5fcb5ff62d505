package io.github.cloudflarepcaps.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The text of a record that shows only the components that are set. */
final class Components {
  private final StringBuilder text;
  private boolean first = true;

  Components(String record) {
    this.text = new StringBuilder(record).append('[');
  }

  /** Adds a component, unless it is null or an empty map. */
  Components with(String name, @Nullable Object value) {
    if (value != null && !(value instanceof Map<?, ?> map && map.isEmpty())) {
      text.append(first ? "" : ", ").append(name).append('=').append(value);
      first = false;
    }
    return this;
  }

  @Override
  public String toString() {
    return text + "]";
  }
}
