package io.github.cloudflarepcaps;

import java.util.Properties;

/** Sets system properties, and restores them when it is closed. */
final class SystemProperties implements AutoCloseable {
  private final Properties before = new Properties();

  SystemProperties() {
    before.putAll(System.getProperties());
  }

  SystemProperties set(String name, Object value) {
    System.setProperty(name, value.toString());
    return this;
  }

  @Override
  public void close() {
    System.setProperties(before);
  }
}
